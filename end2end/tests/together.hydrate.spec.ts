// Two windows on one request, of one person or of two: each is told of the other, and nothing is overwritten.
import { answer, fillByWorkbook, of, saved, start, step, submit } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test, type Page } from '../helpers/test.ts';

const NAME = 'company.name';
const PHONE = 'company.contact_phone';
const field = (page: Page, key: string) => page.locator(`[name="f:${key}"]`);
const conflicts = (page: Page) => page.locator('section.conflicts');

/** Asks the server, whatever this window shows. */
async function stored(page: Page, key: string): Promise<string> {
  const draft = await (await page.request.get(of(page, '/answers.json'))).json();
  return draft.declaration.answers[key] ?? '';
}

test('two tabs change one answer: the second is told, submits only after choosing, and the first learns that it is over', async ({ page: first, asked, complaints }) => {
  await first.goto(asked.link);
  await start(first);
  await fillByWorkbook(first);
  await step(first, 'review');
  for (const area of await first.locator('li.explain textarea').all()) await area.fill('They are too small to be named.');
  await saved(first);

  const second = await first.context().newPage();
  await second.goto(of(first, '/company'));
  await hydrated(second);
  await step(first, 'company');
  await answer(first, { [NAME]: 'Named in the first tab' });
  await saved(first);
  await answer(second, { [NAME]: 'Named in the second tab' });
  await expect(conflicts(second)).toBeVisible();
  await expect(conflicts(second)).toContainText('Named in the first tab');
  await expect(conflicts(second)).toContainText('Named in the second tab');
  await expectAccessible(second);
  await expect(field(second, NAME)).toHaveValue('Named in the second tab');
  expect(await stored(first, NAME)).toBe('Named in the first tab');

  // What is shown and what would be sent differ: the form does not go before that is settled.
  await step(second, 'review');
  await second.locator('#form .acts button[value=next]').click();
  await expect(second.locator('#conflicts-title')).toBeFocused();
  await expect(second).toHaveURL(/\/review$/);
  await second.getByRole('button', { name: 'Use mine' }).click();
  await expect(conflicts(second)).toBeHidden();
  await submit(second);
  expect(await stored(second, NAME)).toBe('Named in the second tab');

  complaints.expect(/status of 409/);
  await answer(first, { [PHONE]: '+49 30 9999999' });
  await expect(first.getByText('Not saved · the answers were submitted')).toBeVisible();
  expect(await stored(second, PHONE)).toBe('+49 30 1234567');
});

test('a colleague changes answers: those that do not meet are merged, the other one is chosen', async ({ page, browser, asked, complaints }) => {
  const context = await browser.newContext();
  complaints.watch(context);
  const colleague = await context.newPage();
  for (const one of [page, colleague]) {
    await one.goto(asked.link);
    await start(one);
    await step(one, 'company');
  }
  await answer(page, { [PHONE]: '+49 30 1' });
  await saved(page);
  await answer(colleague, { 'company.contact_name': 'The Colleague' });
  // What somebody else wrote in another place is shown and said.
  await expect(colleague.getByRole('status').filter({ hasText: 'Answers changed elsewhere and now shown here: 1.' })).toBeVisible();
  await expect(field(colleague, PHONE)).toHaveValue('+49 30 1');
  await saved(colleague);

  // Both change the same answer; this time the colleague is first, and wins.
  await answer(colleague, { [PHONE]: '+49 30 22' });
  await saved(colleague);
  await answer(page, { [PHONE]: '+49 30 333' });
  await expect(conflicts(page)).toContainText('+49 30 22');
  // Typing goes on meanwhile, and what is not in question is saved.
  await answer(page, { [NAME]: 'Typed meanwhile', [PHONE]: '+49 30 4444' });
  await expect.poll(() => stored(page, NAME)).toBe('Typed meanwhile');
  // Not all of it is saved, and it says why.
  const state = page.locator('.save');
  await expect(state).toHaveAttribute('data-state', 'save.choose');
  await answer(page, { [PHONE]: '+49 30 55555' });
  await expect(state).toHaveAttribute('data-state', 'save.pending');
  await expect(state).toHaveAttribute('data-state', 'save.choose');
  expect(await stored(page, PHONE)).toBe('+49 30 22');
  await page.getByRole('button', { name: 'Keep the saved one' }).click();
  await expect(conflicts(page)).toBeHidden();
  await expect(field(page, PHONE)).toHaveValue('+49 30 22');
  await expect(field(page, 'company.contact_name')).toHaveValue('The Colleague');
  await saved(page);
  expect(await stored(page, PHONE)).toBe('+49 30 22');
  await context.close();
});

test('what a colleague writes is shown in the review before it is sent, and takes nothing from what is being typed', async ({ page, elsewhere, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await fillByWorkbook(page);
  await elsewhere.goto(asked.link);
  await start(elsewhere);
  await step(elsewhere, 'company');
  await step(page, 'review');
  const sent = page.locator('section.sent').first();
  await expect(sent).toContainText('Invented Parts 1 Ltd');
  const reason = page.locator('li.explain textarea').first();
  await reason.pressSequentially('Half of ');

  await answer(elsewhere, { [NAME]: 'Named by the colleague' });
  await saved(elsewhere);
  // Coming back to the window looks for what others wrote.
  await saved(page);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(sent).toContainText('Named by the colleague');
  await expect(reason).toBeFocused();
  await page.keyboard.type('a reason.');
  await expect(reason).toHaveValue('Half of a reason.');
  await saved(page);

  // What came between looking and submitting is shown first.
  for (const area of await page.locator('li.explain textarea').all()) await area.fill('They are too small to be named.');
  await saved(page);
  await answer(elsewhere, { [NAME]: 'Named at the last moment' });
  await saved(elsewhere);
  await reason.fill('They are much too small to be named.');
  await page.locator('#form .acts button[value=next]').click();
  await expect(sent).toContainText('Named at the last moment');
  await expect(page).toHaveURL(/\/review$/);
  await saved(page);
  await page.locator('#form .acts button[value=next]').click();
  await expect(page).toHaveURL(/\/receipt$/);
});
