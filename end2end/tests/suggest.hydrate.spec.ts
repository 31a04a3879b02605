// Smelters are suggested as one types, chosen by key and by touch, and saved with what the list says of them.
import { invite, supplierTable } from '../helpers/desk.ts';
import { importSmelters } from '../helpers/lists.ts';
import { linkIn, type MailSink } from '../helpers/mail.ts';
import type { Portal } from '../helpers/portal.ts';
import { of, saved, start, step } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test, type Page } from '../helpers/test.ts';

const LIST = [
  ['Tin', 'Kestrel Tin Works', '红隼锡业', 'NORWAY', 'Fjordby', 'CID900101'],
  ['Tin', 'Aldermoor Smelting Company', 'Aldermoor Zinnhütte', 'GERMANY', 'Altmoor', 'CID900102'],
  ['Tin', 'Kestral Bay Metals', '', 'PERU', '', 'CID900103'],
  ['Gold', 'Quillfeather Gold Refinery', 'Q. F. Refining', 'CANADA', 'Plume Lake', 'CID900104'],
];

/** A supplier that is asked by a portal that has a list; the other tests' portals have none. */
async function ask(desk: Page, portal: Portal, mails: MailSink): Promise<string> {
  await invite(desk, portal, supplierTable(1), 1);
  await importSmelters(desk, portal, LIST);
  return linkIn(await mails.wait('person1@parts1.example'));
}

/** Opens the smelters of a supplier, with an empty row. */
async function open(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await start(page);
  await step(page, 'smelters');
  await page.locator('button[data-action=add]').click();
  await expect(cell(page, 'lookup')).toBeVisible();
}

const cell = (page: Page, column: string) => page.locator(`[name^="smelter:"][name$=":${column}"]:visible`).last();
const options = (page: Page) => page.getByRole('option').and(page.locator('#suggestions > *'));

/** What the server has of the only row. */
async function stored(page: Page): Promise<Record<string, string>> {
  await saved(page);
  const answers = await page.request.get(of(page, '/answers.json'));
  return (await answers.json()).declaration.smelters[0];
}

test('a misspelt name finds its smelter; keys, a click and Escape do what they should', async ({ page, elsewhere, portal, mails }) => {
  const fetched: string[] = [];
  page.on('request', (it) => fetched.push(new URL(it.url()).pathname));
  const link = await ask(elsewhere, portal, mails);
  await page.goto(link);
  await start(page);
  await page.waitForLoadState('networkidle');
  expect(fetched.filter((it) => /suggest|combobox|smelters\.table/.test(it)), 'the first view carries none of it').toEqual([]);
  await step(page, 'smelters');
  await page.locator('button[data-action=add]').click();

  const lookup = cell(page, 'lookup');
  await lookup.pressSequentially('kestrel tni wrks');
  await expect(options(page).first()).toContainText('Kestrel Tin Works');
  await expect(options(page).first()).toContainText('CID900101 · Tin · Fjordby · NORWAY');
  await expect(lookup).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('.suggest [role=status]')).toContainText(/suggestion/i);
  await lookup.press('ArrowDown');
  const active = await lookup.getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);

  // Escape leaves what was typed; the arrow brings the list back.
  await lookup.press('Escape');
  await expect(options(page)).toHaveCount(0);
  await expect(lookup).toHaveValue('kestrel tni wrks');
  await lookup.press('ArrowDown');
  await expect(options(page).first()).toBeVisible();
  await lookup.press('ArrowDown');
  await lookup.press('Enter');
  await expect(lookup).toHaveValue('Kestrel Tin Works');
  await expect(lookup).toHaveAttribute('aria-expanded', 'false');
  expect(await stored(page)).toMatchObject({ cid: 'CID900101', metal: 'Tin', lookup: 'Kestrel Tin Works', country: 'NORWAY' });
  expect(fetched.filter((it) => it.endsWith('/smelters.table'))).toHaveLength(1);

  // Another one by click, over what stood there: shown, and taken back by a button.
  await lookup.fill('zinnhutte');
  await options(page).first().click();
  await expect(lookup).toHaveValue('Aldermoor Smelting Company');
  await expect(lookup).toBeFocused();
  const note = page.locator('.suggest [role=status]');
  await expect(note).toContainText('NORWAY');
  await expectAccessible(page);
  expect(await stored(page)).toMatchObject({ cid: 'CID900102', country: 'GERMANY' });
  await note.getByRole('button').click();
  expect(await stored(page)).toMatchObject({ cid: 'CID900101', country: 'NORWAY', lookup: 'zinnhutte' });

  // A name that is nobody's stays.
  await lookup.fill('Zzyzx Foundry');
  await expect(note).toContainText('leave it as you typed it');
  await lookup.press('Escape');
  expect(await stored(page)).toMatchObject({ lookup: 'Zzyzx Foundry' });
});

test('in the sheet of a row, Escape closes the list and not the sheet', async ({ page, elsewhere, portal, mails }) => {
  const link = await ask(elsewhere, portal, mails);
  await open(page, link);
  await page.locator('[data-action=edit]:visible').last().click();
  const sheet = page.getByRole('dialog');
  const number = sheet.locator('[name$=":cid"]');
  await number.pressSequentially('cid 90010');
  await expect(options(page)).toHaveCount(4);
  await expectAccessible(page);
  await number.press('Escape');
  await expect(options(page)).toHaveCount(0);
  await expect(sheet).toBeVisible();
  await sheet.locator('[name$=":metal"]').selectOption('Gold');
  await sheet.locator('[name$=":lookup"]').press('ArrowDown');
  await expect(options(page).first()).toContainText('Quillfeather');
  await options(page).first().click();
  await expect(number).toHaveValue('CID900104');
  await number.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(cell(page, 'lookup')).toHaveValue('Quillfeather Gold Refinery');
  expect(await stored(page)).toMatchObject({ cid: 'CID900104', metal: 'Gold', country: 'CANADA', city: 'Plume Lake' });
});

test('on a phone, in Chinese, by touch', async ({ page, elsewhere, portal, mails }) => {
  const link = await ask(elsewhere, portal, mails);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(link);
  await start(page);
  await page.getByRole('button', { name: '中文' }).click();
  await hydrated(page);
  await step(page, 'smelters');
  await page.locator('button[data-action=add]').click();
  const lookup = cell(page, 'lookup');
  await lookup.pressSequentially('红隼');
  await expect(options(page).first()).toContainText('又名 红隼锡业');
  await expectAccessible(page);
  const [box, wide] = [await page.locator('.suggest').boundingBox(), await page.evaluate(() => document.documentElement.scrollWidth)];
  expect(box!.x >= 0 && box!.x + box!.width <= 390, 'the list fits the screen').toBe(true);
  expect(wide).toBeLessThanOrEqual(390);
  await options(page).first().click();
  await expect(lookup).toHaveValue('Kestrel Tin Works');
  expect(await stored(page)).toMatchObject({ cid: 'CID900101' });
});

test('while the table is on its way one types on, and what failed is asked for again', async ({ page, elsewhere, portal, mails, complaints }) => {
  complaints.expect(/status of 503/);
  const link = await ask(elsewhere, portal, mails);
  // The first table comes when the test says so, and is none.
  let asks = 0, answer = () => {};
  const held = new Promise<void>((then) => (answer = then));
  await page.context().route('**/smelters.table*', async (route) => {
    asks += 1;
    if (asks > 1) return route.continue();
    await held;
    return route.fulfill({ status: 503 });
  });
  await page.addInitScript(() => {
    const all = window as unknown as { started: number; Worker: typeof Worker };
    all.started = 0;
    all.Worker = class extends Worker {
      constructor(...how: ConstructorParameters<typeof Worker>) {
        super(...how);
        all.started += 1;
      }
    };
  });
  const started = () => page.evaluate(() => (window as unknown as { started: number }).started);
  const worker = page.waitForEvent('worker');
  await open(page, link);
  // The new row's first field has the focus and asks. Each field that is entered after a failure asks anew, so nothing
  // else is entered before this one has asked.
  await expect(cell(page, 'cid')).toBeFocused();
  await expect.poll(() => asks).toBe(1);
  const lookup = cell(page, 'lookup');
  await lookup.pressSequentially('aldermor');
  await expect(lookup).toHaveValue('aldermor');
  const failed = (await worker).waitForEvent('close');
  answer();
  await failed;
  await lookup.pressSequentially('moo');
  await expect(lookup).toHaveValue('aldermormoo');
  expect(await started(), 'not with every letter').toBe(1);
  // Nor where the form draws the row anew under the field.
  await lookup.evaluate((it) => {
    const other = it.cloneNode() as HTMLInputElement;
    it.replaceWith(other);
    other.focus();
  });
  await lookup.press('n');
  expect(await started(), 'nor in an element of the same name').toBe(1);
  await cell(page, 'cid').focus();
  await lookup.focus();
  await expect.poll(() => asks).toBe(2);
  expect(await started()).toBe(2);
  await lookup.fill('aldermor');
  await lookup.press('s');
  await expect(options(page).first()).toContainText('Aldermoor');
});
