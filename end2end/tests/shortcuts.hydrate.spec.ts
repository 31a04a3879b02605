// Single keys at the desk.
import { DEMO, signIn } from '../helpers/desk.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('a list is gone through by keys, and what they do is listed', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/requests');
  await hydrated(page);
  const rows = page.locator('tbody th a');
  await page.keyboard.press('j');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0), 'there is none before').toBeFocused();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('j');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('j');
  const name = await rows.nth(0).innerText();
  await rows.nth(0).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
});

test('DESK-45 a letter that is typed presses nothing, and single keys can be turned off', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/requests');
  await hydrated(page);
  await page.keyboard.press('/');
  const search = page.locator('main input[type=search]');
  await expect(search).toBeFocused();
  await page.keyboard.type('a?jkns/');
  await expect(search).toHaveValue('a?jkns/');
  await expect(page.locator('dialog[open]')).toHaveCount(0);

  await page.goto(demo.url + '/desk/requests');
  await hydrated(page);
  await page.getByRole('button', { name: /^Keyboard shortcuts/ }).click();
  await page.getByLabel(/^Single keys are on/).uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('j');
  await expect(page.locator('tbody th a').nth(0)).not.toBeFocused();
  await page.reload();
  await hydrated(page);
  await page.keyboard.press('j');
  await expect(page.locator('tbody th a').nth(0)).not.toBeFocused();
  await page.getByRole('button', { name: /^Keyboard shortcuts/ }).click();
  await page.getByLabel(/^Single keys are on/).check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(page.locator('tbody th a').nth(0)).toBeFocused();
});
