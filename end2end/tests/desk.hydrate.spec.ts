// What lives on the desk's pages, what they weigh, and how their lists are read.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO, signIn } from '../helpers/desk.ts';
import { expect, hydrated, test, type Page } from '../helpers/test.ts';

/** The desk's budget, as `cargo xtask size` reads it. */
function budget(): number {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../budgets.toml'), 'utf8');
  return Number(text.match(/^\[desk\]$[\s\S]*?^brotli = (\d+)$/m)![1]);
}

async function first(page: Page, pattern: RegExp): Promise<string> {
  const all = await page.locator('main a[href]').evaluateAll((links) => links.map((it) => it.getAttribute('href')!));
  return all.find((it) => pattern.test(it))!;
}

test('a page of the desk holds no model and no catalogue, and stays within its budget', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/requests?state=in_review');
  const request = await first(page, /^\/desk\/requests\/[0-9a-f]{8,}/);
  await page.goto(demo.url + '/desk/campaigns');
  const campaign = await first(page, /^\/desk\/campaigns\/[0-9a-f]{8,}/);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let moved = 0;
  session.on('Network.loadingFinished', (it) => (moved += it.encodedDataLength));
  for (const place of ['/desk', request, `${request}?view=smelters`, `${campaign}/recipients`, '/desk/suppliers', '/desk/log']) {
    moved = 0;
    await page.goto(demo.url + place);
    await hydrated(page);
    await page.waitForLoadState('networkidle');
    console.log(`${String(moved).padStart(8)} bytes  ${place}`);
    expect(moved, place).toBeLessThanOrEqual(budget());
    expect(await page.locator('script[type="application/json"]').count(), place).toBe(0);
  }
});

test('times are the reader’s, and what is ticked is counted', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/log');
  await hydrated(page);
  await expect(page.locator('main time').first()).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);

  await page.goto(demo.url + '/desk/campaigns');
  await page.goto(demo.url + (await first(page, /^\/desk\/campaigns\/[0-9a-f]{8,}/)) + '/recipients');
  await hydrated(page);
  const boxes = page.locator('tbody input[type=checkbox]');
  const ticked = await boxes.evaluateAll((all) => all.filter((it) => (it as HTMLInputElement).checked).length);
  await expect(page.locator('.ticked [role=status]')).toHaveText(`${ticked} selected`);
});

test('rows are ticked by box, by page and by all that match, and nothing happens before the question', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/suppliers?q=a');
  await hydrated(page);
  await expect(page.locator('.bulk')).toBeHidden();
  await page.locator('tbody input[type=checkbox]').first().check();
  await expect(page.locator('.ticked [role=status]')).toHaveText('1 selected');
  await page.getByRole('button', { name: 'Select this page' }).click();
  const rows = await page.locator('tbody tr').count();
  await expect(page.locator('.ticked [role=status]')).toHaveText(`${rows} selected`);
  const total = (await page.locator('.pager-range').innerText()).match(/of ([\d,]+)/)![1];
  await page.getByLabel(`All ${total} that match`).check();
  await page.getByRole('button', { name: 'Retire …' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Retire ${total} suppliers?` })).toBeVisible();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/desk\/suppliers\?q=a$/);
  await expect(page.locator('.pager-range')).toContainText(`of ${total}`);
});

test('a list is sorted by its header, filtered by its address, and taken away as it is', async ({ page, demo }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/suppliers');
  await expect(page.locator('.pager-range')).toHaveText(/^1–50 of [\d,]+$/);
  for (const list of ['/desk/suppliers', '/desk/requests', '/desk/requests?state=suppliers']) {
    await page.goto(demo.url + list);
    const rows = await page.locator('tbody tr').evaluateAll((all) => all.filter((it) => it.getBoundingClientRect().bottom <= 800).length);
    expect(rows, `${list}: rows on a laptop`).toBeGreaterThanOrEqual(25);
    const cut = await page.locator('.table-wrap').evaluate((it) => it.scrollWidth - it.clientWidth);
    expect(cut, `DESK-9 ${list}: columns outside the box`).toBeLessThanOrEqual(0);
  }
  await page.goto(demo.url + '/desk/suppliers');
  await page.locator('.column-choice summary').click();
  await page.getByLabel('Parts or product families').check();
  await page.getByRole('checkbox', { name: 'Country' }).uncheck();
  await page.locator('.column-choice').getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('columnheader', { name: 'Parts or product families' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Country' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.locator('.pager-range')).toHaveText(/^51–100 of [\d,]+$/);
  await expect(page.getByRole('columnheader', { name: 'Parts or product families' })).toBeVisible();
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect(page.locator('.pager-range')).toHaveText(/^1–50 of [\d,]+$/);

  await page.goto(demo.url + '/desk/requests?state=invited&q=a');
  const sorted = () => page.locator('th[aria-sort]');
  await expect(sorted()).toHaveText(/^Days/);
  await expect(sorted()).toHaveAttribute('aria-sort', 'descending');
  await page.locator('th').getByRole('link', { name: 'Days' }).click();
  await expect(sorted()).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.locator('.active-filter')).toHaveCount(2);
  await page.locator('.active-filter', { hasText: 'Search' }).click();
  await expect(page.locator('.active-filter')).toHaveCount(1);
  expect(page.url()).toContain('state=invited');
  const total = Number((await page.locator('.pager-range').innerText()).match(/of ([\d,]+)/)![1].replace(',', ''));
  const href = (await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href'))!;
  const file = await page.request.get(demo.url + href);
  const text = await file.text();
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(text.trim().split('\r\n').length).toBe(total + 1);
  const workbook = await page.request.get(demo.url + (await page.getByRole('link', { name: 'Download as Excel' }).getAttribute('href'))!);
  expect(workbook.headers()['content-disposition']).toContain('requests.xlsx');
  expect((await workbook.body()).subarray(0, 2).toString()).toBe('PK');
});
