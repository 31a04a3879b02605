// The module dies: from then on the page is the plain form that it would be without it.
import { answer, saved, start, step } from '../helpers/supplier.ts';
import { expect, hydrated, test } from '../helpers/test.ts';

test('after a trap the buttons post the form', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answer(page, { 'company.name': 'Before the trap' });
  await saved(page);
  // As the browser reports a trap in the module.
  await page.evaluate(() => {
    window.dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }));
  });
  await expect(page.getByText('Part of this page stopped working')).toBeVisible();
  await answer(page, { 'company.name': 'After the trap' });
  const post = page.waitForRequest((it) => it.method() === 'POST' && it.isNavigationRequest());
  await page.locator('#form .acts button[value=next]').click();
  await post;
  await expect(page).toHaveURL(/\/metals/);
  await hydrated(page);
  await expect(page.locator('section.conflicts')).toBeHidden();
  await step(page, 'company');
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('After the trap');
});
