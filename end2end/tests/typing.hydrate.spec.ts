// What is typed is safe soon, however it is typed: without a pause, just before a reload, or by the browser itself.
import { answer, of, saved, start, step } from '../helpers/supplier.ts';
import { expect, hydrated, test, type Page } from '../helpers/test.ts';

const field = (page: Page, key: string) => page.locator(`[name="f:${key}"]`);

async function stored(page: Page): Promise<Record<string, string>> {
  return (await (await page.request.get(of(page, '/answers.json'))).json()).declaration.answers;
}

test('SUP-M14 whoever types without a pause has a copy on the device at once and on the server soon', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  // The copy that each moment leaves behind, and when.
  await page.evaluate(() => {
    const log: [number, string][] = [];
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      log.push([performance.now(), value]);
      set.call(this, key, value);
    };
    Object.assign(window, { log, typed: [] as [number, string][] });
    document.querySelector('[name="f:company.name"]')!.addEventListener('input', (event) => {
      (window as any).typed.push([performance.now(), (event.target as HTMLInputElement).value]);
    });
  });
  const name = field(page, 'company.name');
  await name.focus();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.type('x');
    await page.waitForTimeout(100);
    // It has been on the server for a while, though nobody has paused.
    if (i === 30) expect((await stored(page))['company.name']?.length ?? 0).toBeGreaterThan(3);
  }
  const late = await page.evaluate(() => {
    const { log, typed } = window as unknown as { log: [number, string][]; typed: [number, string][] };
    const kept = (at: number, text: string) => log.find(([when, copy]) => when >= at && copy.includes(text))?.[0] ?? Infinity;
    // What was sent within that time needs no copy.
    return typed.map(([at, text]) => kept(at, text) - at).filter((ms) => ms > 300);
  });
  expect(late.length, `${late}`).toBeLessThanOrEqual(2);
  await saved(page);
  expect((await stored(page))['company.name']).toBe('x'.repeat(40));
});

test('CASE-14 a page that is loaded again right after typing shows what was typed and offers nothing', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await page.goto(of(page, '/company'));
  await hydrated(page);
  for (const text of ['First', 'Second', 'Third and last']) {
    await field(page, 'company.name').fill(text);
    await page.reload();
    await hydrated(page);
    await expect(field(page, 'company.name')).toHaveValue(text);
    await page.waitForTimeout(300);
    await expect(page.getByText('kept on this device')).toHaveCount(0);
    await expect(page.getByText('changed elsewhere')).toHaveCount(0);
    expect((await stored(page))['company.name']).toBe(text);
  }
});

test('CASE-2 what the browser fills in by itself is saved, whatever it tells', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await page.goto(of(page, '/company'));
  await hydrated(page);
  const fill = (key: string, value: string, event: string) =>
    field(page, key).evaluate((it: HTMLInputElement, [value, event]) => {
      it.value = value;
      if (event) it.dispatchEvent(new Event(event, { bubbles: true }));
    }, [value, event]);
  // A change alone.
  await fill('company.name', 'By change', 'change');
  await expect.poll(async () => (await stored(page))['company.name']).toBe('By change');
  // Nothing at all, and the field is left.
  await field(page, 'company.contact_name').focus();
  await fill('company.contact_name', 'By leaving', '');
  await field(page, 'company.contact_phone').focus();
  await expect.poll(async () => (await stored(page))['company.contact_name']).toBe('By leaving');
  // Nothing at all, and the step is left.
  await fill('company.contact_phone', '+49 30 1', '');
  await fill('company.address', 'By the\nstep', '');
  await page.locator('#form .acts button[value=next]').click();
  await saved(page);
  await step(page, 'company');
  await expect(field(page, 'company.contact_phone')).toHaveValue('+49 30 1');
  await expect(field(page, 'company.address')).toHaveValue('By the\nstep');
  // Nothing at all, and the page is left.
  await fill('company.contact_email', 'page@left.example', '');
  await page.goto(asked.portal.url + '/verify');
  await page.goBack();
  await hydrated(page);
  await expect.poll(async () => (await stored(page))['company.contact_email']).toBe('page@left.example');
  expect(await stored(page)).toEqual({
    'company.name': 'By change', 'company.contact_name': 'By leaving', 'company.contact_phone': '+49 30 1',
    'company.address': 'By the\nstep', 'company.contact_email': 'page@left.example',
  });
});

test('CASE-2 what the browser filled in by itself is in the downloaded answers', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await page.goto(of(page, '/company'));
  await hydrated(page);
  const had: string[] = [];
  await page.route(/\/answers\.xlsx$/, async (route) => {
    had.push((await stored(page))['company.name']);
    await route.continue();
  });
  await field(page, 'company.name').evaluate((it: HTMLInputElement) => { it.value = 'By itself'; });
  const download = page.waitForEvent('download');
  await page.locator('a[data-action=download]').click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
  expect(had).toEqual(['By itself']);
  await expect(page).toHaveURL(/\/company$/);
});

test('CASE-2 what nobody filled in stays as it is stored, also where a control cannot show it', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  const odd = { 'f:company.effective_date': '31.03.2026', 'f:company.contact_email': ' spaced@parts.example ', 'f:company.name': 'Two\nlines', 'smelter:7': '{"metal":"Metal (*)","name":"Odd Works"}' };
  const changes = Object.entries(odd).map(([path, value]) => ({ path, value }));
  const put = await page.request.post(of(page, '/save'), {
    headers: { origin: asked.portal.url }, data: { base_revision: 0, tab: 'x', section: 'company', changes },
  });
  expect(put.ok(), await put.text()).toBe(true);
  const before = await (await page.request.get(of(page, '/answers.json'))).json();
  for (const key of ['company', 'smelters']) {
    await page.goto(of(page, '/' + key));
    await hydrated(page);
    for (const control of await page.locator('#form [name*=":"]:visible:not([type=radio])').all()) await control.focus();
    await step(page, 'review');
  }
  await answer(page, {});
  await saved(page);
  await page.waitForTimeout(800);
  expect(await (await page.request.get(of(page, '/answers.json'))).json()).toEqual(before);
});
