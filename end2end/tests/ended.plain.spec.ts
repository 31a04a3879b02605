// The same without scripts: a form that cannot be saved gives its text back, and takes it again.
import { start, step } from '../helpers/supplier.ts';
import { expect, test } from '../helpers/test.ts';

test('F-D1 what was typed stands on the page of the refusal, and is saved once the link was opened again', async ({ page, asked, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await page.context().clearCookies();
  await page.fill('[name="f:company.name"]', 'Typed after the end');
  await page.locator('#form .acts button[value=stay]').last().click();
  await expect(page.getByRole('heading', { name: 'Please open your link again' })).toBeVisible();
  await expect(page.locator('dd.typed').first()).toHaveText('Typed after the end');

  const again = await page.context().newPage();
  await again.goto(asked.link);
  await start(again);
  await page.getByRole('button', { name: 'Save it now' }).click();
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Typed after the end');
  await again.reload();
  await step(again, 'company');
  await expect(again.locator('[name="f:company.name"]')).toHaveValue('Typed after the end');
});
