// The page works before its scripts arrive, and what was typed by then belongs to the draft.
import { answer, of, saved, start } from '../helpers/supplier.ts';
import { expect, hydrated, test, type Page } from '../helpers/test.ts';

/** Holds the module back until it is let go. */
async function heldBack(page: Page): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((open) => (letGo = open));
  await page.route('**/*.wasm', async (route) => {
    await gate;
    await route.continue();
  });
  return letGo;
}

test('what is typed before the page is alive is kept, checked and saved', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  const early = await page.context().newPage();
  const letGo = await heldBack(early);

  await early.goto(of(page, '/company'));
  await answer(early, {
    'company.name': 'Typed early',
    'company.scope': 'B. Product (or List of Products)',
    'company.address': 'First line\nsecond line',
    'company.contact_email': 'no address',
  });
  // The caret is in the middle of a text when the page is taken over, and typing goes on there.
  await early.locator('[name="f:company.contact_name"]').pressSequentially('Person');
  await expect(early.locator('html[data-hydrated]')).toHaveCount(0);
  letGo();
  await hydrated(early);
  await early.keyboard.type(' One');
  await expect(early.locator('[name="f:company.name"]')).toHaveValue('Typed early');
  await expect(early.locator('[name="f:company.contact_name"]')).toHaveValue('Person One');
  await expect(early.locator('[name="f:company.contact_email"]')).toHaveAttribute('aria-invalid', 'true');
  await saved(early);
  await early.reload();
  await hydrated(early);
  await expect(early.locator('[name="f:company.name"]')).toHaveValue('Typed early');
  await expect(early.locator('[name="f:company.address"]')).toHaveValue('First line\nsecond line');
  await expect(early.locator('[name="f:company.scope"]:checked')).toHaveValue('B. Product (or List of Products)');
});

test('the caret stays in the middle of a longer text when the page comes alive', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  const early = await page.context().newPage();
  const letGo = await heldBack(early);
  await early.goto(of(page, '/company'));
  const address = early.locator('[name="f:company.address"]');
  await address.pressSequentially('Street 1\nTown');
  for (let i = 0; i < '\nTown'.length; i++) await early.keyboard.press('ArrowLeft');
  await expect(early.locator('html[data-hydrated]')).toHaveCount(0);
  letGo();
  await hydrated(early);
  await early.keyboard.type('23');
  await expect(address).toHaveValue('Street 123\nTown');
  await saved(early);
});

test('a step can be saved before the page is alive', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  const early = await page.context().newPage();
  const letGo = await heldBack(early);
  await early.goto(of(page, '/metals'));
  await answer(early, { 'q1.tin': 'Yes', 'q1.gold': 'No' });
  await early.locator('#form .acts button[value=next]').click();
  await expect(early).toHaveURL(/\/policy/);
  letGo();
  await hydrated(early);
  await early.goto(of(page, '/metals'));
  await hydrated(early);
  await expect(early.locator('[name="f:q1.tin"]:checked')).toHaveValue('Yes');
});
