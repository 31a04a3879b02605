// Two links in one browser: each window answers its own request, whatever is open beside it. With and without scripts.
import { addSmelter, answer, answerAll, COMPANY, METALS, of, POLICY, saved, start, step, submit } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, scripts, test, type Page } from '../helpers/test.ts';

/** Saves the step, as one does without scripts. */
async function save(page: Page): Promise<void> {
  if (!scripts()) await page.locator('#form .acts button[value=stay]').last().click();
  await saved(page);
}

async function stored(page: Page): Promise<Record<string, string>> {
  return (await (await page.request.get(of(page, '/answers.json'))).json()).declaration.answers;
}

test('SUP-B1 F-D1 two requests side by side keep apart: typing, saving, conflict, submit, receipt, downloads, sign-out', async ({ page, nextAsked, complaints }) => {
  test.setTimeout(120_000);
  const [x, y] = [await nextAsked(), await nextAsked()];
  await page.goto(x.link);
  await start(page);
  const beside = await page.context().newPage();
  await beside.goto(y.link);
  await start(beside);
  expect(of(beside, '')).not.toBe(of(page, ''));

  // Back to the first window: it still belongs to the first supplier, and says so.
  for (const [window, asked] of [[page, x], [beside, y]] as const) {
    await step(window, 'company');
    await expect(window.locator('header')).toContainText(asked.name);
    await expect(window).toHaveTitle(new RegExp(`${asked.name}.*Minerals 2026`));
    await expectAccessible(window);
  }
  await answer(page, { 'company.name': 'Typed for X' });
  await save(page);
  await answer(beside, { 'company.name': 'Typed for Y', 'company.contact_name': 'Person Y' });
  await save(beside);
  await answer(page, { 'company.contact_phone': '+1 1' });
  await save(page);
  expect(await stored(page)).toEqual({ 'company.name': 'Typed for X', 'company.contact_phone': '+1 1' });
  expect(await stored(beside)).toEqual({ 'company.name': 'Typed for Y', 'company.contact_name': 'Person Y' });
  for (const window of [page, beside]) {
    await window.reload();
    await hydrated(window);
  }
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Typed for X');
  await expect(beside.locator('[name="f:company.name"]')).toHaveValue('Typed for Y');

  // A conflict is one of the same request, not of the one beside it.
  const twin = await page.context().newPage();
  await twin.goto(of(page, '/company'));
  await hydrated(twin);
  await answer(page, { 'company.name': 'X once more' });
  await save(page);
  if (!scripts()) complaints.expect(/status of 409/);
  await answer(twin, { 'company.name': 'X of the twin' });
  if (!scripts()) await twin.locator('#form .acts button[value=stay]').last().click();
  await expect(twin.locator('section.conflicts')).toContainText('X once more');
  expect((await stored(beside))['company.name']).toBe('Typed for Y');
  await twin.close();

  // X is submitted from its own window while Y is complete too, and Y stays as it is.
  for (const [window, name] of [[page, 'Submitted for X'], [beside, 'Waiting for Y']] as const) {
    for (const [key, answers] of [['company', { ...COMPANY, 'company.name': name }], ['metals', METALS], ['policy', POLICY]] as const) {
      await step(window, key);
      await answerAll(window, answers);
    }
    await step(window, 'smelters');
    await addSmelter(window, { metal: 'Tin', lookup: 'Smelter not listed', name: 'Invented Tin Works', country: 'GERMANY' });
    await saved(window);
  }
  await submit(page);
  await expect(page.locator('main')).toContainText(x.name);
  await expect(page.locator('main')).not.toContainText(y.name);
  await expect(page).toHaveTitle(new RegExp(x.name));
  await expectAccessible(page);
  for (const link of await page.locator('main a[download]').all()) {
    const href = (await link.getAttribute('href'))!;
    expect(href).toContain(new URL(of(page, '')).pathname);
    expect((await page.request.get(new URL(href, page.url()).href)).status()).toBe(200);
  }
  const document = await (await page.request.get(of(page, '/answers.json?n=1'))).json();
  expect(document.declaration.answers['company.name']).toBe('Submitted for X');
  expect((await page.request.get(of(beside, '/receipt'), { maxRedirects: 0 })).status()).toBe(303);
  expect((await stored(beside))['company.name']).toBe('Waiting for Y');

  // F-D14: signing out of X leaves Y open.
  const receipt = page.url();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You have signed out.')).toBeVisible();
  await expectAccessible(page);
  complaints.expect(/status of 401/);
  await page.goto(receipt);
  await expect(page.getByRole('heading', { name: 'Please open your link again' })).toBeVisible();
  await expectAccessible(page);
  await step(beside, 'company');
  await answer(beside, { 'company.contact_name': 'Still Y' });
  await save(beside);
  expect((await stored(beside))['company.contact_name']).toBe('Still Y');
  await submit(beside);
  await expect(beside.locator('main')).toContainText(y.name);

  // The page of a session that is over sends the link without being told an address.
  await page.getByRole('button', { name: 'Send me my link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible();
  await x.mails.wait(x.email, /link/i);
});

test('SUP-M15 a decline is taken back, and a lost link is found from the front page', async ({ page, asked, complaints }) => {
  await page.goto(asked.portal.url + '/');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'I cannot find my link' }).click();
  await expectAccessible(page);
  await page.fill('[name=email]', asked.email);
  await page.getByRole('button', { name: 'Send me my link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible();

  await page.goto(asked.link);
  await expect(page).toHaveTitle(new RegExp(`${asked.name}.*Minerals 2026`));
  const other = page.locator('details', { hasText: 'I am not the right person' });
  await other.locator('summary').click();
  await other.locator('[name=name]').fill('Wang Li');
  await other.locator('[name=email]').fill('wang@x..y');
  await other.locator('[name=note]').fill('Quality department');
  complaints.expect(/status of 422/);
  await other.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await other.getByRole('button', { name: 'Send this name' }).click();
  await expect(other.locator('[name=note]')).toBeVisible();
  await expect(other.locator('[name=note]')).toHaveValue('Quality department');
  await expect(other.locator('[name=name]')).toHaveValue('Wang Li');

  const decline = page.locator('details', { hasText: 'This does not concern us' });
  await decline.locator('summary').click();
  await decline.locator('[name=reason]').fill('We sell services.');
  await decline.getByRole('button', { name: 'Send this reason' }).click();
  await expectAccessible(page);
  await page.goto(asked.link);
  await expect(page.getByText('You told Acme Instruments that this does not concern you.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'It does concern us: take this back' }).click();
  await start(page);
  await answer(page, { 'company.name': 'Concerned after all' });
  await save(page);
});
