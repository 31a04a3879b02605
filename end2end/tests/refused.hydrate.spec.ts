// What cannot be saved says so where it stands, and holds up nothing else.
import { answer, saved, start, step } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('a text that is too long is refused by itself', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  const long = page.locator('[name="f:company.address"]');
  await answer(page, { 'company.address': 'Long Street '.repeat(3_000), 'company.name': 'Saved all the same' });
  await expect(page.getByText('Not all saved')).toBeVisible();
  await expect(long).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('[id="e-company.address"]')).toContainText('Longer than the 32767 characters');
  await expectAccessible(page);
  // Later saves go on, and the refusal stays until its text is changed.
  await answer(page, { 'company.contact_name': 'Person One' });
  await expect.poll(async () => {
    const draft = await (await page.request.get(asked.portal.url + '/answer/answers.json')).json();
    return draft.declaration.answers;
  }).toEqual({ 'company.name': 'Saved all the same', 'company.contact_name': 'Person One' });
  await expect(page.getByText('Not all saved')).toBeVisible();
  // A window that closes loses nothing.
  await page.reload();
  await hydrated(page);
  await page.getByRole('button', { name: 'Bring them back' }).click();
  await expect(long).toHaveValue('Long Street '.repeat(3_000));
  await expect(page.getByText('Not all saved')).toBeVisible();
  await answer(page, { 'company.address': 'Short Street' });
  await saved(page);
  await expect(page.locator('[id="e-company.address"]')).toBeHidden();
});
