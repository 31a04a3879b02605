// What the compliance team does, through the pages that it uses.
import { expect, type Page } from '@playwright/test';
import { hydrated } from './test.ts';
import type { Portal } from './portal.ts';

export const ADMIN = { name: 'Ada Example', email: 'ada@acme.example', password: 'four plain words here' };
/** The administrator of the demonstration. */
export const DEMO = { email: 'demo@halden.example', password: 'seven-weeks-in' };

/** Follows the link of the first start and becomes the administrator. */
export async function setUp(page: Page, portal: Portal): Promise<void> {
  await page.goto(portal.setupLink);
  await hydrated(page);
  await page.fill('[name=company_name]', 'Acme Instruments');
  await page.fill('[name=domain]', 'acme.example');
  await page.fill('[name=why]', 'We make instruments and ask every supplier where its minerals come from.');
  await page.fill('[name=contact_name]', 'Ada Example');
  await page.fill('[name=contact_email]', 'minerals@acme.example');
  await page.fill('[name=policy_url]', 'https://acme.example/minerals');
  await page.fill('[name=grievance]', 'concerns@acme.example');
  await page.fill('[name=name]', ADMIN.name);
  await page.fill('[name=email]', ADMIN.email);
  await page.fill('[name=password]', ADMIN.password);
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page).toHaveURL(/\/(desk|signin)/);
  if (page.url().includes('/signin')) await signIn(page, portal);
}

export async function signIn(page: Page, portal: Portal, who: { email: string; password: string } = ADMIN): Promise<void> {
  await page.goto(portal.url + '/signin');
  await hydrated(page);
  await page.fill('[name=email]', who.email);
  await page.fill('[name=password]', who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/desk/);
}

/** A table of invented suppliers, as a company would export it. */
export function supplierTable(count: number): string {
  const rows = ['Supplier number;Supplier name;Type;Contact;E-mail;Language;Country'];
  for (let i = 1; i <= count; i++) {
    const type = i <= 5 ? 'contract manufacturer' : i % 3 === 0 ? 'indirect' : 'direct';
    const language = i % 10 === 0 ? 'zh' : 'en';
    rows.push(`S-${String(i).padStart(4, '0')};Invented Parts ${i} Ltd;${type};Person ${i};person${i}@parts${i}.example;${language};DE`);
  }
  return rows.join('\r\n') + '\r\n';
}

/** Imports a table by upload, preview and confirmation. */
export async function importSuppliers(page: Page, portal: Portal, table: string, expected: number): Promise<void> {
  await page.goto(portal.url + '/desk/suppliers/import');
  await hydrated(page);
  await page.setInputFiles('[name=file]', { name: 'suppliers.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('button', { name: 'Preview import' }).click();
  await expect(page.getByRole('heading', { name: 'Check the import' })).toBeVisible();
  await hydrated(page);
  await page.getByRole('button', { name: `Import suppliers (${expected})` }).click();
  await expect(page).toHaveURL(/\/desk\/suppliers(\?|$)/);
}

/** Plans a campaign for all suppliers; returns its address. */
export async function planCampaign(page: Page, portal: Portal): Promise<string> {
  await page.goto(portal.url + '/desk/campaigns/new');
  await hydrated(page);
  await page.fill('[name=name]', 'Minerals 2026');
  await page.fill('[name=year]', '2026');
  await page.fill('[name=products]', 'Everything that you deliver to us.');
  await page.fill('[name=due]', inDays(30));
  await page.fill('[name=cutoff]', inDays(60));
  await page.locator('main form button[type=submit]').first().click();
  await expect(page).toHaveURL(/\/desk\/campaigns\/[^/]+(\/recipients)?(\?|$)/);
  const campaign = page.url().replace(/(\/recipients)?(\?.*)?$/, '');
  await page.goto(campaign + '/recipients');
  await hydrated(page);
  await page.getByRole('button', { name: 'Select all active suppliers' }).click();
  await hydrated(page);
  return campaign;
}

/** Sends the invitations from the preview. */
export async function launch(page: Page, campaign: string, count: number): Promise<void> {
  await page.goto(campaign + '/preview');
  await hydrated(page);
  // At night and on Sundays invitations would wait for the morning; tests do not.
  const atOnce = page.getByRole('button', { name: `Send all now (${count})`, exact: true });
  const name = (await atOnce.count()) > 0 ? `Send all now (${count})` : `Launch: send invitations (${count})`;
  await confirm(page, name);
}

/** Presses a button and, where scripts run, the one of the same name in the question that follows. */
export async function confirm(page: Page, name: string): Promise<void> {
  const url = page.url();
  await page.getByRole('button', { name, exact: true }).first().click();
  const dialog = page.locator('dialog[open]');
  if (await dialog.isVisible().catch(() => false)) await dialog.getByRole('button', { name, exact: true }).click();
  await expect(page).not.toHaveURL(url);
}

/** From an empty portal to invitations that are on their way. */
export async function invite(page: Page, portal: Portal, table: string, count: number): Promise<void> {
  await setUp(page, portal);
  await importSuppliers(page, portal, table, count);
  await launch(page, await planCampaign(page, portal), count);
}

export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Opens the request of a supplier from the queue. */
export async function openRequest(page: Page, portal: Portal, name: string): Promise<void> {
  await page.goto(portal.url + '/desk/requests?q=' + encodeURIComponent(name));
  await hydrated(page);
  await page.locator('table').getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await hydrated(page);
}

/** Asks about an answer. */
export async function ask(page: Page, field: string, text: string): Promise<void> {
  await page.locator(`[id="${field}"] a.ask-link`).click();
  await expect(page.locator('#ask-location')).toHaveValue(field);
  await hydrated(page);
  await page.fill('#ask-text', text);
  await page.getByRole('button', { name: 'Add query' }).click();
  await expect(page.locator('ul.queries')).toContainText(text);
  await hydrated(page);
}

/** Sends the declaration back with what was asked. */
export async function sendBack(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Send back/ }).click();
  await expect(page.getByRole('heading', { name: 'Send back to the supplier' })).toBeVisible();
  await hydrated(page);
  await page.getByRole('button', { name: 'Send back now' }).click();
  await expect(page).not.toHaveURL(/send-back$/);
}

/** Accepts the declaration of the request that is open. */
export async function accept(page: Page): Promise<void> {
  await confirm(page, 'Accept');
  await expect(page.locator('main')).toContainText('Accepted');
}
