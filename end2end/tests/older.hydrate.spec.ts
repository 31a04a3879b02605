// A workbook of an older version: what became of each answer is said before anything is filled in.
import { answerAll, COMPANY, dropFile, saved, start, step, submit, workbook } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('a workbook of an older version is taken over question by question, completed and submitted', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await dropFile(page, 'older.xlsx', workbook('older.xlsx'));
  const read = page.locator('section.read');
  await expect(read.locator('#read-title')).toHaveText(/CMRT 5\.12/);
  await expect(read.locator('#read-title')).toBeFocused();

  const report = read.locator('details').last();
  await report.locator('summary').click();
  const lines = report.getByRole('listitem');
  await expect(lines.filter({ hasText: /^The workbook is CMRT 5\.12; its answers were taken over/ })).toBeVisible();
  await expect(lines.filter({ hasText: /^The layout of version 5\.12 is known from its description only/ })).toBeVisible();
  // Where it stood, under which number, what was answered, and which question of today that answers.
  await expect(lines.filter({ hasText: /^Carried over: D27 Q1 “Yes” answers Q1 .*Tin/ })).toBeVisible();
  await expect(lines.filter({ hasText: /^Renumbered: D45 Q4 “No” answers Q5 .*Tin/ })).toBeVisible();
  await expect(lines.filter({ hasText: /^Renumbered: D75 D “Yes” answers C / })).toBeVisible();
  await expect(lines.filter({ hasText: /^Left out: D73 C “Yes”/ })).toBeVisible();
  await expect(lines.filter({ hasText: /^Not taken over: D85 I “No”/ })).toBeVisible();
  await expect(lines.filter({ hasText: /^New, to be answered: Q4 / })).toHaveCount(4);
  await expectAccessible(page);
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('');

  await read.getByRole('button', { name: 'Fill in', exact: true }).click();
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Invented Parts 1 Ltd');
  await saved(page);
  await page.reload();
  await hydrated(page);
  await step(page, 'metals');
  // The row of recycled metal then is that of conflict-affected areas now: its answer went to its question.
  await expect(page.locator('[name="f:q5.tin"][value=No]')).toBeChecked();
  await expect(page.locator('[name="f:q4.tin"]:checked')).toHaveCount(0);
  await answerAll(page, { 'q4.tin': 'No' });
  await step(page, 'policy');
  await expect(page.locator('[name="f:h"]:checked')).toHaveCount(0);
  await expect(page.locator('[name="f:b.comment"]')).toHaveValue('https://parts1.example/minerals');
  await answerAll(page, { h: 'No' });
  await step(page, 'company');
  await answerAll(page, { 'company.effective_date': COMPANY['company.effective_date'] });
  await submit(page);
});
