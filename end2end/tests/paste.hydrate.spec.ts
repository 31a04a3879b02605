// What is on the clipboard goes where the person looks: a block over the table, lines into a text.
import { of, saved, start, step } from '../helpers/supplier.ts';
import { expect, test } from '../helpers/test.ts';

test('a block goes over rows, lines go into one text', async ({ page, context, asked }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = (text: string) => page.evaluate((it) => navigator.clipboard.writeText(it), text);
  const column = (name: string) => page.locator(`.rows [name^="smelter:"][name$=":${name}"]`);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'smelters');
  await page.locator('button[data-action=add]').click();
  await copied('\tTin\t\tFirst Invented Works\n\tTin\t\tSecond Invented Works\n');
  await column('cid').first().focus();
  await page.keyboard.press('Control+V');
  await expect(page.getByText('Rows pasted: 2.')).toBeVisible();
  await expect(column('name')).toHaveCount(2);
  await expect(column('name').last()).toHaveValue('Second Invented Works');

  // In the sheet of one row, lines belong to that text alone.
  await page.locator('[data-action=edit]').first().click();
  await copied('One line\nanother line\na third');
  const comment = page.locator('dialog textarea[name$=":comment"]');
  await comment.focus();
  await page.keyboard.press('Control+V');
  await expect(comment).toHaveValue('One line\nanother line\na third');
  await page.keyboard.press('Escape');
  await saved(page);
  const draft = await (await page.request.get(of(page, '/answers.json'))).json();
  expect(draft.declaration.smelters.map((row: Record<string, string>) => [row.name, row.comment ?? ''])).toEqual([
    ['First Invented Works', 'One line\nanother line\na third'],
    ['Second Invented Works', ''],
  ]);
});
