// Two windows on one request where no script runs: the later form is told, and overwrites only when sent again.
import { start, step } from '../helpers/supplier.ts';
import { expect, test, type Page } from '../helpers/test.ts';

const name = (page: Page) => page.locator('[name="f:company.name"]');
const save = (page: Page) => page.locator('#form .acts button[value=stay]').last().click();

test('a form that does not know what a colleague wrote is told, and nothing is overwritten', async ({ page, elsewhere, asked, complaints }) => {
  complaints.expect(/status of 409/);
  for (const one of [page, elsewhere]) {
    await one.goto(asked.link);
    await start(one);
    await step(one, 'company');
  }
  await name(page).fill('Written by one');
  await save(page);
  await name(elsewhere).fill('Written by the other');
  await elsewhere.locator('[name="f:company.contact_name"]').fill('The Other');
  await save(elsewhere);
  const told = elsewhere.locator('section.conflicts');
  await expect(told).toContainText('Written by one');
  await expect(told).toContainText('Written by the other');
  // What did not meet is saved.
  await page.reload();
  await expect(name(page)).toHaveValue('Written by one');
  await expect(page.locator('[name="f:company.contact_name"]')).toHaveValue('The Other');
  await name(elsewhere).fill('Agreed by both');
  await save(elsewhere);
  await page.reload();
  await expect(name(page)).toHaveValue('Agreed by both');
});
