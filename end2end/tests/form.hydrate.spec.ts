// The form as a person meets it: fields wide enough to type in, rows that complete themselves, old answers that go with
// one press, and a page that other programmes have written into.
import { answer, answerAll, of, saved, start, step } from '../helpers/supplier.ts';
import { expect, hydrated, test } from '../helpers/test.ts';

const WIDTHS = [1280, 1600, 360];

test('SUP-B2 every field of the lists is wide enough, with messages too', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answerAll(page, { 'company.scope': 'B. Product (or List of Products)' });
  await saved(page);
  for (const list of ['products', 'smelters']) {
    await step(page, list);
    for (let n = 0; n < 2; n++) await page.locator('button[data-action=add]').click();
    await page.locator('.rows .cell input').last().fill('something, and nothing else');
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const fields = page.locator('.rows .cell').locator('input, select');
      const boxes = await Promise.all((await fields.all()).map((it) => it.boundingBox()));
      expect(boxes.length, list).toBeGreaterThan(5);
      for (const box of boxes) expect(box!.width, `${list} at ${width}`).toBeGreaterThan(80);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, `${list} at ${width}`).toBe(0);
    }
  }
});

test('DESK-15 rows that were added first and filled later have a number each', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'smelters');
  for (let n = 0; n < 3; n++) await page.locator('button[data-action=add]').click();
  const names = page.locator('[name^="smelter:"][name$=":name"]');
  for (const [i, name] of ['First Works', 'Second Works', 'Third Works'].entries()) await names.nth(i).fill(name);
  await expect(page.locator('.row-number')).toHaveText(['1', '2', '3']);
  await names.nth(1).fill('');
  await expect(page.locator('.row-number')).toHaveText(['1', '2', '2']);
});

test('SUP-M10 what was chosen can be read beside all metals', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'metals');
  for (const metal of ['tantalum', 'tin', 'gold', 'tungsten']) {
    await answerAll(page, { [`q1.${metal}`]: 'Yes', [`q2.${metal}`]: 'Yes', [`q6.${metal}`]: 'Greater than 90%' });
  }
  await answerAll(page, { 'q6.gold': '50% or less' });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const room = await page.locator('.metals select').evaluateAll((all) => all.filter((it) => it.checkVisibility()).map((it) => {
      const select = it as HTMLSelectElement;
      const style = getComputedStyle(select);
      const pen = document.createElement('canvas').getContext('2d')!;
      pen.font = style.font;
      const text = select.selectedOptions[0].text;
      const inner = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return { text, room: inner - pen.measureText(text).width };
    }));
    expect(room.map((it) => it.text)).toContain('Over 90 %');
    for (const it of room) expect(it.room, `${it.text} at ${width}`).toBeGreaterThanOrEqual(0);
  }
});

test('on a phone the bar shows the step that one is at', async ({ page, asked }) => {
  await page.setViewportSize({ width: 360, height: 760 });
  await page.goto(asked.link);
  await start(page);
  for (const key of ['review', 'company']) {
    await page.goto(of(page, '/' + key));
    await hydrated(page);
    await expect(page.locator('.steps [aria-current]')).toBeInViewport({ ratio: 1 });
  }
  await step(page, 'smelters');
  await expect(page.locator('.steps [aria-current]')).toBeInViewport({ ratio: 1 });
});

test('SUP-M4 answers behind a No go with one press and need no explanation', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'metals');
  await answerAll(page, { 'q1.tin': 'Yes', 'q2.tin': 'Yes', 'q3.tin': 'No' });
  await answer(page, { 'q1.tin': 'No' });
  const old = page.locator('.leftovers');
  await expect(old).toContainText('2');
  await expect(page.locator('.finding:visible')).toHaveCount(0);
  await old.getByRole('button').click();
  await expect(old).toBeHidden();
  await saved(page);
  const draft = await (await page.request.get(of(page, '/answers.json'))).json();
  expect(draft.declaration.answers['q3.tin']).toBeUndefined();
});

test('SUP-M15 whoever removes rows by keyboard goes on where they are', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'smelters');
  for (let n = 0; n < 3; n++) await page.locator('button[data-action=add]').click();
  const removes = page.locator('.rows [data-action=delete]');
  await expect(removes).toHaveCount(3);
  for (const left of [2, 1]) {
    await removes.first().press('Enter');
    await expect(removes).toHaveCount(left);
    await expect(removes.first()).toBeFocused();
  }
  await removes.first().press('Enter');
  await expect(page.locator('#add')).toBeFocused();
});

for (const [where, place] of [['before a field', '#company\\.name'], ['at the top of the page', '.page'], ['in the form', '#form > *']]) {
  test(`CASE-1 an element of another programme ${where} harms nothing`, async ({ page, asked }) => {
    await page.goto(asked.link);
    await start(page);
    const early = await page.context().newPage();
    let letGo = () => {};
    const gate = new Promise<void>((open) => (letGo = open));
    await early.route('**/*.wasm', async (route) => {
      await gate;
      await route.continue();
    });
    await early.goto(of(page, '/company'));
    await early.evaluate((selector) => {
      const found = document.querySelector(selector)!;
      found.parentNode!.insertBefore(document.createElement('lt-highlighter'), found);
      found.parentNode!.insertBefore(document.createElement('div'), found);
    }, place);
    await early.locator('[name="f:company.name"]').pressSequentially('Typed');
    letGo();
    await hydrated(early);
    await early.keyboard.type(' early');
    await expect(early.locator('[name="f:company.name"]')).toBeVisible();
    await expect(early.locator('[name="f:company.name"]')).toHaveValue('Typed early');
    await answer(early, { 'company.contact_email': 'no address' });
    await early.keyboard.press('Tab');
    await expect(early.locator('[name="f:company.contact_email"]')).toHaveAttribute('aria-invalid', 'true');
    await expect(early.locator('[id="e-company.contact_email"]')).toBeVisible();
    await saved(early);
  });
}

test('CASE-15, CASE-18 and CASE-19: controls as large and as alike as they should be', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await page.setViewportSize({ width: 360, height: 780 });
  const sizes = await page.locator('main input:visible, main select:visible, main textarea:visible').evaluateAll((all) =>
    all.map((it) => parseFloat(getComputedStyle(it).fontSize)));
  expect(sizes.length).toBeGreaterThan(5);
  for (const size of sizes) expect(size).toBeGreaterThanOrEqual(16);
  await page.setViewportSize({ width: 1280, height: 900 });
  // WebKit ignores where a legend floats in a fieldset that is a grid.
  const grids = await page.locator('fieldset').evaluateAll((all) => all.filter((it) => /grid/.test(getComputedStyle(it).display)).length);
  expect(grids).toBe(0);
  const height = (selector: string) => page.locator(selector).first().evaluate((it) => Math.round(it.getBoundingClientRect().height));
  const line = await height('main input[type=email]:visible, main input[type=text]:visible');
  for (const other of ['main select:visible', 'main input[type=date]:visible']) {
    if (await page.locator(other).count()) expect(Math.abs((await height(other)) - line), other).toBeLessThanOrEqual(1);
  }
});

test('CASE-20 a browser that cannot run the form says what works and what is missing', async ({ page, asked }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto(asked.link);
  await page.locator('form button.primary, form .button.big').first().click();
  await expect(page.locator('.old').first()).toBeVisible();
  await expect(page.locator('.old').first()).toContainText('works by its buttons');
});
