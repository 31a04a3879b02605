// Smelter lists, as an administrator imports them.
import { expect, type Page } from '@playwright/test';
import { hydrated } from './test.ts';
import type { Portal } from './portal.ts';

/** Imports a reference list of ours: metal, name, other name, country, city, number. */
export async function importSmelters(page: Page, portal: Portal, rows: string[][]): Promise<void> {
  const lines = [['Metal', 'Smelter Look-up', 'Standard Smelter Name', 'Country', 'City', 'Smelter ID']];
  for (const [metal, name, alias, country, city, cid] of rows) {
    lines.push([metal, name, name, country, city, cid]);
    if (alias) lines.push([metal, alias, name, country, city, cid]);
  }
  const csv = lines.map((line) => line.map((it) => `"${it}"`).join(',')).join('\r\n') + '\r\n';
  await page.goto(portal.url + '/desk/settings/references');
  await hydrated(page);
  await page.setInputFiles('[name=file]', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.locator('form:has([name=file]) button').click();
  await expect(page.locator('[name=source]')).toBeVisible();
  await hydrated(page);
  await page.fill('[name=as_of]', '2026-04-17');
  await page.fill('[name=source]', 'Our own list');
  await page.locator('[name=kind]').selectOption('reference');
  await page.getByRole('button', { name: /^Use/ }).click();
  await expect(page.locator('main')).toContainText('Our own list');
}
