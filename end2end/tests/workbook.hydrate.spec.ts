// Answering with a workbook: it is read on the device, shown before anything is filled in, and never costs an answer.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { accept, openRequest, signIn } from '../helpers/desk.ts';
import { answer, answerAll, chooseFile, COMPANY, dropFile, saved, start, step, submit, workbook } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('a supplier answers with a filled workbook, corrects it, submits and is accepted', async ({ page: supplier, elsewhere: desk, asked }) => {
  await supplier.goto(asked.link);
  await start(supplier);
  await step(supplier, 'company');
  await answer(supplier, { 'company.contact_phone': '+49 40 7654321' });
  await saved(supplier);

  await dropFile(supplier, 'filled.xlsx', workbook('filled.xlsx'));
  const read = supplier.locator('section.read');
  await expect(read.locator('#read-title')).toHaveText(/CMRT 6\.5.*28.*2/);
  await expect(read.locator('#read-title')).toBeFocused();
  await expectAccessible(supplier);
  // What would change, cell by cell: where, what stands there now, what the workbook says.
  const line = read.getByRole('row').filter({ hasText: '+49 30 1234567' });
  await read.locator('summary').filter({ hasText: 'Your company' }).first().click();
  await expect(line.getByRole('cell').nth(1)).toHaveText('+49 40 7654321');
  await expect(line).toBeVisible();
  // Nothing is filled in before it is said so.
  await expect(supplier.locator('[name="f:company.name"]')).toHaveValue('');
  await read.getByRole('button', { name: 'Do not fill in' }).click();
  await expect(read).toHaveCount(0);
  await expect(supplier.locator('[name="f:company.contact_phone"]')).toHaveValue('+49 40 7654321');

  await chooseFile(supplier, 'filled.xlsx', workbook('filled.xlsx'));
  await read.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(supplier.getByRole('status').filter({ hasText: 'The workbook was filled in' })).toBeVisible();
  await expect(supplier.locator('[name="f:company.name"]')).toHaveValue('Invented Parts 1 Ltd');
  await expect(supplier.locator('[name="f:company.contact_phone"]')).toHaveValue('+49 30 1234567');
  await saved(supplier);

  // It is on the server, not on this screen alone.
  await supplier.reload();
  await hydrated(supplier);
  await step(supplier, 'smelters');
  await expect(supplier.locator('[name$=":name"][name^="smelter:"]').first()).toHaveValue('Invented Tin Works');
  await step(supplier, 'review');
  await expect(supplier.locator('#verdict')).toHaveAttribute('data-state', 'error');
  // The rules look at what came by workbook as at what is typed; the finding leads to its place.
  await supplier.locator('li[data-status=error]', { hasText: 'cannot be read as one day' }).getByRole('link').click();
  await expect(supplier.locator('[name="f:company.effective_date"]')).toBeFocused();
  await answerAll(supplier, { 'company.effective_date': COMPANY['company.effective_date'] });
  await submit(supplier);

  await signIn(desk, asked.portal);
  await openRequest(desk, asked.portal, asked.name);
  await expect(desk.locator('main')).toContainText('Second Invented Works');
  await accept(desk);
  await asked.mails.wait(asked.email, /accepted/i);
});

test('a file that is no filled template is refused in a plain sentence, and nothing is lost', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answer(page, { 'company.name': 'Typed by hand' });
  await saved(page);
  const whole = workbook('filled.xlsx');
  const office97 = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2040)]);
  const wrong: [string, Buffer, string][] = [
    ['emrt.xlsx', workbook('other_template.xlsx'), 'This is the EMRT, another reporting template.'],
    ['cut.xlsx', whole.subarray(0, whole.length / 2), 'The file is damaged or was cut off'],
    ['answers.xlsx', Buffer.from('Dear Ada, please find our answers below.\n'), 'This is a plain text or CSV file. Only Excel workbooks'],
    ['scan.xlsx', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'This file is a PDF document. Please choose the Excel file'],
    ['old.xlsx', office97, 'This file is in the old Office format'],
    ['empty.xlsx', Buffer.alloc(0), 'The file is empty'],
  ];
  for (const [name, bytes, sentence] of wrong) {
    await chooseFile(page, name, bytes);
    await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
    await expect(page.locator('[name="f:company.name"]')).toHaveValue('Typed by hand');
  }
  await expectAccessible(page);
  // The right file goes in after all those.
  await chooseFile(page, 'filled.xlsx', whole);
  await page.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Invented Parts 1 Ltd');
  await saved(page);
});

test('X-32, X-33: a file left half read changes nothing, and read again it goes in once', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answer(page, { 'company.name': 'Typed by hand' });
  await saved(page);
  await chooseFile(page, 'filled.xlsx', workbook('filled.xlsx'));
  await page.reload();
  await hydrated(page);
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Typed by hand');
  await expect(page.locator('section.read')).toHaveCount(0);
  // Put away, it changes nothing either; then the worker that stayed reads the next file.
  await chooseFile(page, 'other.xlsx', workbook('other_template.xlsx'));
  await expect(page.getByRole('alert').filter({ hasText: 'EMRT' })).toBeVisible();
  await chooseFile(page, 'filled.xlsx', workbook('filled.xlsx'));
  await page.getByRole('button', { name: 'Do not fill in' }).click();
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Typed by hand');
  for (const round of [1, 2]) {
    await chooseFile(page, 'filled.xlsx', workbook('filled.xlsx'));
    await expect(page.locator('#read-title')).toContainText('CMRT 6.5');
    if (round === 2) {
      await expect(page.getByRole('button', { name: 'Fill in', exact: true })).toHaveCount(0);
      await page.getByRole('button', { name: 'Do not fill in' }).click();
      break;
    }
    await page.getByRole('button', { name: 'Fill in', exact: true }).click();
    await saved(page);
  }
  await step(page, 'smelters');
  await expect(page.locator('[name$=":name"][name^="smelter:"]')).toHaveCount(2);
});

test('a real workbook is read', async ({ page, asked }) => {
  const sample = path.join(process.env.TOUCHSTONE_SAMPLES ?? '', 'cmrt/6.5-filled.xlsx');
  test.skip(!process.env.TOUCHSTONE_SAMPLES || !existsSync(sample), 'TOUCHSTONE_SAMPLES names no folder with samples');
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await dropFile(page, 'CMRT.xlsx', readFileSync(sample));
  await expect(page.locator('#read-title')).toContainText('CMRT 6.5', { timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(page.locator('[name="f:company.name"]')).not.toHaveValue('');
  await saved(page);
});
