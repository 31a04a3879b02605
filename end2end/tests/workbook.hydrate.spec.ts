// Answering with a workbook: it is read on the device, shown before anything is filled in, and never costs an answer.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { accept, invite, openRequest, supplierTable } from '../helpers/desk.ts';
import { linkIn } from '../helpers/mail.ts';
import { answer, answerAll, chooseFile, COMPANY, dropFile, saved, start, step, submit } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

const fixture = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../fixtures/workbooks', name));

test('a supplier answers with a filled workbook, mends it, submits and is accepted', async ({ page, elsewhere, portal, mails }) => {
  await invite(page, portal, supplierTable(1), 1);
  const supplier = elsewhere;
  await supplier.goto(linkIn(await mails.wait('person1@parts1.example')));
  await start(supplier);
  await step(supplier, 'company');
  await answer(supplier, { 'company.contact_phone': '+49 40 7654321' });
  await saved(supplier);

  await dropFile(supplier, 'filled.xlsx', fixture('filled.xlsx'));
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

  await chooseFile(supplier, 'filled.xlsx', fixture('filled.xlsx'));
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
  await supplier.locator('li[data-mark=error]', { hasText: 'cannot be read as a date' }).getByRole('link').click();
  await expect(supplier.locator('[name="f:company.effective_date"]')).toBeFocused();
  await answerAll(supplier, { 'company.effective_date': COMPANY['company.effective_date'] });
  await submit(supplier);

  await openRequest(page, portal, 'Invented Parts 1 Ltd');
  await page.getByRole('link', { name: /^Smelters/ }).click();
  await expect(page.locator('main')).toContainText('Second Invented Works');
  await openRequest(page, portal, 'Invented Parts 1 Ltd');
  await accept(page);
  await mails.wait('person1@parts1.example', /accepted/i);
});

test('a file that is no filled template is refused in a plain sentence, and nothing is lost', async ({ page, elsewhere, portal, mails }) => {
  await invite(page, portal, supplierTable(1), 1);
  await elsewhere.goto(linkIn(await mails.wait('person1@parts1.example')));
  await start(elsewhere);
  await step(elsewhere, 'company');
  await answer(elsewhere, { 'company.name': 'Typed by hand' });
  await saved(elsewhere);
  const whole = fixture('filled.xlsx');
  const office97 = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2040)]);
  const wrong: [string, Buffer, string][] = [
    ['emrt.xlsx', fixture('other_template.xlsx'), 'This is the EMRT, another reporting template.'],
    ['cut.xlsx', whole.subarray(0, whole.length / 2), 'The file is damaged or was cut off'],
    ['answers.xlsx', Buffer.from('Dear Ada, please find our answers below.\n'), 'This is a plain text or CSV file. Only Excel workbooks'],
    ['scan.xlsx', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'This is a PDF document, not an Excel workbook'],
    ['old.xlsx', office97, 'This file is in the old Office format'],
    ['empty.xlsx', Buffer.alloc(0), 'The file is empty'],
  ];
  for (const [name, bytes, sentence] of wrong) {
    await chooseFile(elsewhere, name, bytes);
    await expect(elsewhere.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
    await expect(elsewhere.locator('[name="f:company.name"]')).toHaveValue('Typed by hand');
  }
  await expectAccessible(elsewhere);
  // The right file goes in after all those.
  await chooseFile(elsewhere, 'filled.xlsx', whole);
  await elsewhere.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(elsewhere.locator('[name="f:company.name"]')).toHaveValue('Invented Parts 1 Ltd');
  await saved(elsewhere);
});

test('a real workbook is read', async ({ page, elsewhere, portal, mails }) => {
  const sample = path.join(process.env.TOUCHSTONE_SAMPLES ?? '', 'cmrt/6.5-filled.xlsx');
  test.skip(!process.env.TOUCHSTONE_SAMPLES || !existsSync(sample), 'TOUCHSTONE_SAMPLES names no folder with samples');
  await invite(page, portal, supplierTable(1), 1);
  await elsewhere.goto(linkIn(await mails.wait('person1@parts1.example')));
  await start(elsewhere);
  await step(elsewhere, 'company');
  await dropFile(elsewhere, 'CMRT.xlsx', readFileSync(sample));
  await expect(elsewhere.locator('#read-title')).toContainText('CMRT 6.5', { timeout: 30_000 });
  await expectAccessible(elsewhere);
  await elsewhere.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(elsewhere.locator('[name="f:company.name"]')).not.toHaveValue('');
  await saved(elsewhere);
});
