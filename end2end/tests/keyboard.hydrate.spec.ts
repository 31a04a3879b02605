// Without a mouse: from the link to the receipt.
import { chooseFile, COMPANY, saved, start, step, workbook } from '../helpers/supplier.ts';
import { expect, hydrated, test, type Page } from '../helpers/test.ts';
import type { Locator } from '@playwright/test';

/** Presses Tab until something has the focus, as whoever has no mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((it) => it === document.activeElement)) {
      // Whoever goes by keyboard must see where they are.
      const box = await target.boundingBox();
      expect(box && box.height > 0, 'what has the focus is visible').toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}

test('a section is answered, explained and submitted by keyboard', async ({ page, asked }) => {
  const named = (key: string) => page.locator(`[name="f:${key}"]`).first();
  await page.goto(asked.link);
  await tabTo(page, page.locator('button[value=start]'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/answer/);
  await hydrated(page);
  // The first stop leads past the bar.
  await page.keyboard.press('Tab');
  await expect(page.locator('a.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, named('company.name'));
  await page.keyboard.type(COMPANY['company.name']);
  await tabTo(page, named('company.scope'));
  await page.keyboard.press('Space');
  for (const key of ['contact_name', 'contact_email', 'contact_phone', 'authorizer_name', 'authorizer_email']) {
    await tabTo(page, named(`company.${key}`));
    await page.keyboard.type(COMPANY[`company.${key}`]);
  }
  await saved(page);
  await expect(page.locator('[name="f:company.scope"]:checked')).toHaveValue(COMPANY['company.scope']);

  await chooseFile(page, 'filled.xlsx', workbook('filled.xlsx'));
  await expect(page.locator('#read-title')).toBeFocused();
  await tabTo(page, page.locator('[data-action=fill]'));
  await page.keyboard.press('Enter');
  const date = named('company.effective_date');
  await tabTo(page, date);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(COMPANY['company.effective_date']);
  await saved(page);

  await tabTo(page, page.locator('#form button[value=next]'));
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toBeFocused();
  while (!(await page.locator('a[data-step=review]').first().getAttribute('aria-current'))) {
    await tabTo(page, page.locator('#form button[value=next]'));
    await page.keyboard.press('Enter');
    await expect(page.locator('h1')).toBeFocused();
  }
  await tabTo(page, page.locator('li.explain textarea').first());
  await page.keyboard.type('Two are too small to be named.');
  await saved(page);
  await tabTo(page, page.locator('#form .acts button[value=next]'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/receipt$/);
});

test('a new row takes the focus, but not from somebody who went on to another field meanwhile', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'smelters');
  const cell = (row: number, column: string) => page.locator(`#rows [role=row] [name$=":${column}"]`).nth(row);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 5_000);
  await page.locator('button[data-action=add]').click();
  await page.clock.runFor(500);
  await expect(cell(0, 'cid')).toBeFocused();

  await page.locator('button[data-action=add]').click();
  await page.clock.runFor(5);
  await cell(1, 'name').focus();
  await page.clock.runFor(500);
  await expect(cell(1, 'name')).toBeFocused();
});
