// Parts of the form load when they are needed, and what does not come stops nobody.
import { answer, of, saved, start, step } from '../helpers/supplier.ts';
import { expect, hydrated, test, type Page } from '../helpers/test.ts';

/** The files of a part, by the parts that need each: `supplier-review_rows.<hash>.wasm`. */
function ofPart(part: string): RegExp {
  return new RegExp(`/supplier-([a-z_]+_)?${part}(_[a-z_]+)?\\.[0-9a-f]+\\.wasm$`);
}

function notice(page: Page) {
  return page.locator('main > .notice[role=status]');
}

test('the first step loads nothing of the others, and when it is alive what saves and the rules', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  const files: string[] = [];
  page.on('request', (it) => files.push(new URL(it.url()).pathname));
  const rules = page.waitForResponse(ofPart('rules'));
  await page.goto(of(page, '/company'));
  await hydrated(page);
  await rules;
  for (const part of ['rows', 'review', 'import']) {
    const early = files.filter((it) => ofPart(part).test(it) && !ofPart('(actions|rules)').test(it));
    expect(early, part).toEqual([]);
  }
  // Then, when nothing else is going on, what the other steps need; and a workbook's reading only with a workbook.
  await expect.poll(() => files.some((it) => ofPart('rows').test(it) && !ofPart('(actions|rules)').test(it))).toBe(true);
  expect(files.filter((it) => /supplier-import\./.test(it))).toEqual([]);
});

test('a step whose part does not come is asked for again, or had from the server', async ({ page, asked, complaints }) => {
  // What fetches the parts waits for several at once, and the browser tells of each that failed.
  complaints.expect(/Failed to (load resource|fetch)/);
  await page.goto(asked.link);
  await start(page);
  await page.route(ofPart('rows'), (route) => route.abort());
  await page.goto(of(page, '/company'));
  await hydrated(page);
  await answer(page, { 'company.name': 'Typed before' });
  await page.locator('a[data-step=smelters]').click();
  await expect(notice(page)).toContainText('could not be loaded');
  await expect(page).toHaveURL(/\/company$/);
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Typed before');
  await answer(page, { 'company.contact_name': 'Typed after' });
  await saved(page);

  // From the server it comes as a page without scripts.
  await page.getByRole('button', { name: 'Load the page' }).click();
  await expect(page).toHaveURL(/\/smelters$/);
  await expect(page.locator('select[name$=":metal"]').first()).toBeVisible();
  await expect(page.getByText('Part of this page stopped working')).toBeVisible();

  await page.goto(of(page, '/company'));
  await hydrated(page);
  await expect(page.locator('[name="f:company.contact_name"]')).toHaveValue('Typed after');
  await page.locator('a[data-step=smelters]').click();
  await expect(notice(page)).toContainText('could not be loaded');
  await page.unroute(ofPart('rows'));
  await page.locator('a[data-step=smelters]').click();
  await expect(page).toHaveURL(/\/smelters$/);
  await page.locator('#add').click();
  await expect(page.locator('#rows .row')).toHaveCount(1);
});

test('without the rules what is typed is saved all the same, and checked when they come', async ({ page, asked, complaints }) => {
  // What fetches the parts waits for several at once, and the browser tells of each that failed.
  complaints.expect(/Failed to (load resource|fetch)/);
  await page.goto(asked.link);
  await start(page);
  await page.route(ofPart('rules'), (route) => route.abort());
  await page.goto(of(page, '/company'));
  await hydrated(page);
  await expect(notice(page)).toContainText('it is not checked');
  const mail = page.locator('[name="f:company.contact_email"]');
  await answer(page, { 'company.contact_email': 'no address' });
  await saved(page);
  await expect(mail).not.toHaveAttribute('aria-invalid', 'true');
  await page.unroute(ofPart('rules'));
  await answer(page, { 'company.contact_name': 'Person One' });
  await expect(mail).toHaveAttribute('aria-invalid', 'true');
});

test('the step that was asked for last is shown, whichever comes first', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  let letGo = () => {};
  const gate = new Promise<void>((open) => (letGo = open));
  await page.route(/\/supplier-rows\./, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(of(page, '/company'));
  await hydrated(page);
  await page.locator('a[data-step=smelters]').click();
  await step(page, 'policy');
  letGo();
  await page.waitForResponse(/\/supplier-rows\./);
  await page.waitForTimeout(300);
  await expect(page).toHaveURL(/\/policy$/);
  await step(page, 'smelters');
  await expect(page.locator('#add')).toBeVisible();
});

test('what is typed before that is here which saves is saved when it comes, or as the page is left', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  let gate = Promise.resolve(), letGo = () => {};
  const hold = () => (gate = new Promise<void>((open) => (letGo = open)));
  hold();
  await page.route(ofPart('actions'), async (route) => {
    await gate;
    await route.continue();
  });
  const name = page.locator('[name="f:company.name"]');
  await page.goto(of(page, '/company'));
  await hydrated(page);
  await name.fill('Typed and left');
  await expect(page.locator('.save')).toHaveAttribute('data-state', 'save.pending');
  // The next page may be drawn before the save of this one arrives: it takes it over.
  await page.reload();
  letGo();
  await expect(name).toHaveValue('Typed and left');
  await saved(page);

  hold();
  await page.reload();
  await hydrated(page);
  await name.fill('Typed and stayed');
  // A button waits for it, too.
  await page.locator('#form .acts button[value=next]').click();
  letGo();
  await expect(page).toHaveURL(/\/metals/);
  await saved(page);
  await page.reload();
  await hydrated(page);
  await step(page, 'company');
  await expect(name).toHaveValue('Typed and stayed');
});

test('where that does not come which saves, the page says so, asks again, and its buttons post the form', async ({ page, asked, complaints }) => {
  complaints.expect(/Failed to (load resource|fetch)/);
  await page.goto(asked.link);
  await start(page);
  await page.route(ofPart('actions'), (route) => route.abort());
  const name = page.locator('[name="f:company.name"]');
  await page.goto(of(page, '/company'));
  await hydrated(page);
  await name.fill('Nowhere but here');
  await expect(page.getByText('Not saved · keep this window open, trying again')).toBeVisible();
  await page.unroute(ofPart('actions'));
  await saved(page);

  await page.route(ofPart('actions'), (route) => route.abort());
  await page.reload();
  await hydrated(page);
  await expect(name).toHaveValue('Nowhere but here');
  await name.fill('Posted');
  await page.locator('#form .acts button[value=next]').click();
  await expect(page).toHaveURL(/\/metals/);
  await page.unroute(ofPart('actions'));
  await page.reload();
  await hydrated(page);
  await step(page, 'company');
  await expect(name).toHaveValue('Posted');
});
