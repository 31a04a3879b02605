// SUP-M15 o: a workbook where no scripts run: uploaded beside what was typed, looked at, filled in by a second press.
import { answer, start, step, submit, workbook } from '../helpers/supplier.ts';
import { expect, expectAccessible, test, type Page } from '../helpers/test.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const name = (page: Page) => page.locator('[name="f:company.name"]');

async function upload(page: Page, file: string, buffer: Buffer): Promise<void> {
  await page.setInputFiles('#upload', { name: file, mimeType: XLSX, buffer });
  await page.getByRole('button', { name: 'Upload' }).click();
}

test('SUP-M15 o a workbook goes in without scripts, and what was typed beside it stays', async ({ page, asked, complaints }) => {
  complaints.expect(/status of 422/);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  // Enter in a field saves, and uploads nothing.
  await name(page).fill('Typed by hand');
  await name(page).press('Enter');
  await expect(page).toHaveURL(/\/company\?said=(saved|checked)/);
  // Nothing chosen, and the wrong file: said, and nothing is lost.
  await answer(page, { 'company.id': 'ID 7' });
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByText('No workbook was chosen')).toBeVisible();
  await expect(page.locator('[name="f:company.id"]')).toHaveValue('ID 7');
  await answer(page, { 'company.address': 'Harbour 1' });
  await upload(page, 'scan.xlsx', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'));
  await expect(page.getByRole('alert')).toContainText('This file is a PDF document');
  await expectAccessible(page);
  // The right one, from the page of the refusal.
  await upload(page, 'filled.xlsx', workbook('filled.xlsx'));
  await expect(page.getByText('CMRT 6.5 was read')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Typed by hand' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(page.getByText('The workbook was filled in')).toBeVisible();
  await expect(name(page)).toHaveValue('Invented Parts 1 Ltd');
  await expect(page.locator('[name="f:company.id"]')).toHaveValue('ID 7');
  await expect(page.locator('[name="f:company.address"]')).toHaveValue('Harbour 1');
  await answer(page, { 'company.effective_date': new Date().toISOString().slice(0, 10) });
  await page.locator('#form .acts button[value=stay]').last().click();
  await submit(page);
});

test('SUP-M15 k the report on an older workbook can still be read once it was filled in', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'smelters');
  await upload(page, 'older.xlsx', workbook('older.xlsx'));
  const report = page.getByRole('heading', { name: 'Notes about this file' });
  await expect(report).toBeVisible();
  await page.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(report).toBeVisible();
  await page.getByRole('link', { name: 'Continue with the form' }).click();
  await expect(page).toHaveURL(/\/smelters$/);
});
