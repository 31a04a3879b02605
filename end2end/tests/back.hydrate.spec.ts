// Coming back to a page: what the browser puts into its controls again is old, and nobody typed it.
import { answer, of, saved, start, step } from '../helpers/supplier.ts';
import { expect, hydrated, test } from '../helpers/test.ts';

test('the back button brings nothing back over what a colleague wrote', async ({ page, elsewhere, asked }) => {
  for (const one of [page, elsewhere]) {
    await one.goto(asked.link);
    await start(one);
  }
  const company = of(page, '/company');
  await page.goto(company);
  await hydrated(page);
  const old = { 'company.name': 'Written first', 'company.contact_email': 'first@parts.example', 'company.scope': 'A. Company' };
  await answer(page, old);
  await saved(page);
  await page.goto(asked.portal.url + '/verify');
  await elsewhere.goto(company);
  await hydrated(elsewhere);
  const scope = 'B. Product (or List of Products)';
  await answer(elsewhere, { 'company.name': 'The colleague', 'company.contact_email': 'colleague@parts.example', 'company.scope': scope });
  await saved(elsewhere);

  await page.goBack();
  await hydrated(page);
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('The colleague');
  await expect(page.locator('[name="f:company.contact_email"]')).toHaveValue('colleague@parts.example');
  await expect(page.locator('[name="f:company.scope"]:checked')).toHaveValue(scope);
  // Typing goes on, and it alone is sent.
  await answer(page, { 'company.contact_name': 'Person One' });
  await saved(page);
  const draft = await (await page.request.get(of(page, '/answers.json'))).json();
  expect(draft.declaration.answers).toEqual({
    'company.name': 'The colleague', 'company.contact_email': 'colleague@parts.example', 'company.contact_name': 'Person One', 'company.scope': scope,
  });
});
