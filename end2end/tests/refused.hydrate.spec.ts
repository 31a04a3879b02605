// What cannot be saved says so where it stands, and holds up nothing else.
import { answer, of, saved, start, step } from '../helpers/supplier.ts';
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
    const draft = await (await page.request.get(of(page, '/answers.json'))).json();
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

test('a refusal that comes too late says nothing about what stands there now', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  let letGo = () => {};
  const gate = new Promise<void>((open) => (letGo = open));
  let held = 0;
  await page.route('**/answer/*/save', async (route) => {
    const response = await route.fetch();
    held += 1;
    await gate;
    await route.fulfill({ response });
  });
  await answer(page, { 'company.address': 'Long Street '.repeat(3_000) });
  await expect.poll(() => held).toBe(1);
  await answer(page, { 'company.address': 'Short Street' });
  letGo();
  await saved(page);
  await expect(page.locator('[name="f:company.address"]')).not.toHaveAttribute('aria-invalid', 'true');
  const draft = await (await page.request.get(of(page, '/answers.json'))).json();
  expect(draft.declaration.answers).toEqual({ 'company.address': 'Short Street' });
});

test('a row that found no room is saved once there is some', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'smelters');
  const add = page.locator('button[data-action=add]');
  const names = page.locator('.rows [name^="smelter:"][name$=":name"]');
  await add.click();
  await names.first().fill('Invented Tin Works');
  await saved(page);
  // The server says that the list is full, as it does at 5,000 rows.
  let full = true;
  await page.route('**/answer/*/save', async (route) => {
    const paths: string[] = route.request().postDataJSON().changes.map((it: { path: string }) => it.path);
    if (!full || paths.some((path) => !path.startsWith('smelter:'))) return route.continue();
    const refused = paths.map((path) => ({ path, why: 'The list is full.', room: true }));
    await route.fulfill({ json: { revision: 1, saved_at: Date.now(), refused } });
  });
  await add.click();
  await names.last().fill('One Too Many');
  await expect(page.getByText('Not all saved · see what is marked')).toBeVisible();
  await expect(page.locator('.row-message', { hasText: 'The list is full.' })).toBeVisible();
  full = false;
  await page.locator('[data-action=delete]').first().click();
  await saved(page);
  const draft = await (await page.request.get(of(page, '/answers.json'))).json();
  expect(draft.declaration.smelters.map((row: { name: string }) => row.name)).toEqual(['One Too Many']);
});
