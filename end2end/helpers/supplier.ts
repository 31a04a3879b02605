// What a supplier does, through the form.
import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hydrated, scripts } from './test.ts';

/** Answers by the keys of the template's fields. */
export type Answers = Record<string, string>;

export const COMPANY: Answers = {
  'company.name': 'Invented Parts 1 Ltd',
  'company.scope': 'A. Company',
  'company.contact_name': 'Person One',
  'company.contact_email': 'person1@parts1.example',
  'company.contact_phone': '+49 30 1234567',
  'company.authorizer_name': 'Director One',
  'company.authorizer_email': 'director@parts1.example',
  'company.effective_date': new Date().toISOString().slice(0, 10),
};

/** Tin is in the products and comes from one known place; the other three metals are not. */
export const METALS: Answers = {
  'q1.tantalum': 'No', 'q1.tin': 'Yes', 'q1.gold': 'No', 'q1.tungsten': 'No',
  'q2.tin': 'Yes', 'q3.tin': 'No', 'q4.tin': 'No', 'q5.tin': 'No', 'q6.tin': '100%', 'q7.tin': 'Yes', 'q8.tin': 'Yes',
};

export const POLICY: Answers = {
  a: 'Yes', b: 'Yes', 'b.comment': 'https://parts1.example/minerals', c: 'Yes', d: 'Yes',
  e: 'Yes, in conformance with IPC1755 (e.g., CMRT)', f: 'Yes', g: 'Yes', h: 'No',
};

/** Presses Start on the page behind the link. */
export async function start(page: Page): Promise<void> {
  await page.locator('button[value=start]').click();
  await expect(page).toHaveURL(/\/answer/);
  // The token has left the address.
  expect(page.url()).not.toContain('/r/');
  await hydrated(page);
}

/** An address of the form that is open in a page: `/company`, `/answers.json`. */
export function of(page: Page, rest: string): string {
  const form = page.url().match(/^(.*\/answer\/[0-9a-f]{32})/)?.[1];
  if (!form) throw new Error(`no form is open at ${page.url()}`);
  return form + rest;
}

/** Goes to a step of the form. */
export async function step(page: Page, key: string): Promise<void> {
  await page.locator(`a[data-step=${key}]`).first().click();
  await expect(page.locator(`a[data-step=${key}]`).first()).toHaveAttribute('aria-current', 'step');
}

/** Gives answers on the step that is open, as a person would: a choice, a line, a longer text. */
export async function answer(page: Page, answers: Answers): Promise<void> {
  for (const [key, value] of Object.entries(answers)) {
    const named = page.locator(`[name="f:${key}"]`);
    const kind = await named.first().evaluate((it) => (it as HTMLInputElement).type);
    if (kind === 'radio') {
      await named.and(page.locator(`[value="${value}"]`)).check({ force: true });
    } else if (kind === 'select-one') {
      await named.selectOption(value);
    } else {
      // Comments are folded away.
      const folded = page.locator('details:not([open])').filter({ has: named });
      if (await folded.count()) await folded.locator('summary').first().click();
      await named.fill(value);
    }
  }
}

/** Without scripts, a section's questions come up one save after another. */
export async function answerAll(page: Page, answers: Answers): Promise<void> {
  let left = Object.entries(answers);
  while (left.length) {
    const now: typeof left = [];
    for (const [key, value] of left) {
      if (await page.locator(`[name="f:${key}"]`).first().isVisible() || (await foldedAway(page, key))) now.push([key, value]);
    }
    expect(now.length, `questions that are not asked: ${left.map(([key]) => key)}`).toBeGreaterThan(0);
    await answer(page, Object.fromEntries(now));
    left = left.filter(([key]) => !now.some(([it]) => it === key));
    if (!scripts()) await page.locator('#form .acts button[value=stay]').last().click();
  }
}

async function foldedAway(page: Page, key: string): Promise<boolean> {
  return page.locator('details:not([open])').filter({ has: page.locator(`[name="f:${key}"]`) }).locator('summary').first().isVisible();
}

/** Waits until the page says that everything is on the server. */
export async function saved(page: Page): Promise<void> {
  if (scripts()) await expect(page.locator('.save')).toHaveAttribute('data-state', 'save.saved', { timeout: 15_000 });
}

/** Adds a row to the smelter list. */
export async function addSmelter(page: Page, cells: Record<string, string>): Promise<void> {
  if (scripts()) await page.locator('button[data-action=add]').click();
  for (const [column, value] of Object.entries(cells)) {
    const cell = page.locator(`[name^="smelter:"][name$=":${column}"]:visible`).first();
    if ((await cell.evaluate((it) => it.tagName)) === 'SELECT') await cell.selectOption(value);
    else await cell.fill(value);
  }
  if (!scripts()) await page.locator('#form .acts button[value=stay]').last().click();
}

/** Looks at what will be sent, explains what looks unusual, and submits. */
export async function submit(page: Page): Promise<void> {
  await step(page, 'review');
  await saved(page);
  await expect(page.locator('#verdict')).not.toHaveAttribute('data-state', 'error');
  for (const area of await page.locator('li.explain textarea').all()) await area.fill('This is how it is with us.');
  if (scripts()) await expect(page.locator('#verdict')).toHaveAttribute('data-state', 'good');
  await saved(page);
  await page.locator('#form .acts button[value=next]').click();
  await expect(page).toHaveURL(/\/answer\/[0-9a-f]{32}\/receipt/);
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Chooses a file with the button. */
export async function chooseFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.setInputFiles('#file', { name, mimeType: XLSX, buffer });
}

/** Drops a file on the page. */
export async function dropFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  const dataTransfer = await page.evaluateHandle(([name, type, base64]) => {
    const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, { type }));
    return transfer;
  }, [name, XLSX, buffer.toString('base64')] as const);
  await page.locator('main h1').dispatchEvent('dragover', { dataTransfer });
  await page.locator('main h1').dispatchEvent('drop', { dataTransfer });
}

/** A workbook of ours, from `fixtures/workbooks`. */
export function workbook(name: string): Buffer {
  return readFileSync(path.resolve(import.meta.dirname, '../../fixtures/workbooks', name));
}

/** Answers everything with a workbook, up to the explanation that it asks for. */
export async function fillByWorkbook(page: Page): Promise<void> {
  await step(page, 'company');
  await chooseFile(page, 'filled.xlsx', workbook('filled.xlsx'));
  await page.locator('[data-action=fill]').click();
  await answer(page, { 'company.effective_date': COMPANY['company.effective_date'] });
  await saved(page);
}
