// The inbox: what waits for whom, filtered, sorted, given to somebody; with scripts and without.
import { DEMO, signIn } from '../helpers/desk.ts';
import { expect, expectAccessible, hydrated, test, type Page } from '../helpers/test.ts';

const names = (page: Page) => page.locator('tbody th a').allInnerTexts();

test('DESK-41 the inbox opens on what waits for us, and each thing in a row filters and sorts', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.getByRole('link', { name: /^Inbox/ }).click();
  await expect(page).toHaveURL(/\/desk\/requests$/);
  await hydrated(page);
  await expect(page.getByRole('link', { name: /^Waiting for us/ })).toHaveAttribute('aria-current', 'page');
  const heads = await page.locator('thead th').allInnerTexts();
  for (const name of ['Supplier', 'State', 'Days', 'Incomplete', 'Inconsistent', 'Inaccurate', 'Scope', 'Metals', 'Owner']) {
    expect(heads.some((it) => it.startsWith(name)), name).toBe(true);
  }
  const days = (await page.locator('td[data-label=Days]').allInnerTexts()).map(Number);
  expect(days, 'who waits longest first').toEqual([...days].sort((a, b) => b - a));
  await expectAccessible(page);

  await page.locator('th').getByRole('link', { name: 'Inaccurate' }).click();
  const found = (await page.locator('td[data-label=Inaccurate]').allInnerTexts()).map(Number);
  expect(found, 'the most first').toEqual([...found].sort((a, b) => b - a));

  await page.locator('.more-filters > summary').click();
  await page.getByLabel('Findings of a class').selectOption('inconsistent');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/class=inconsistent/);
  await expect(page.locator('.active-filter')).toHaveCount(1);
  for (const n of await page.locator('td[data-label=Inconsistent]').allInnerTexts()) expect(Number(n)).toBeGreaterThan(0);
  await page.getByRole('link', { name: /^Waiting for suppliers/ }).click();
  await expect(page).toHaveURL(/state=suppliers/);
});

test('DESK-43 requests are given to oneself, found under one’s own, and given back', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/requests?state=nobody');
  await hydrated(page);
  const [name] = await names(page);
  await page.getByLabel(`Select ${name}`, { exact: true }).check();
  await page.getByRole('button', { name: 'Assign to me' }).click();
  await expect(page.getByText('Requests assigned: 1 of 1.')).toBeVisible();
  await page.getByRole('link', { name: /^Mine/ }).click();
  await hydrated(page);
  expect(await names(page)).toContain(name);
  await page.getByLabel(`Select ${name}`, { exact: true }).check();
  await page.locator('#to').selectOption('');
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  await expect(page.getByText('Requests assigned: 1 of 1.')).toBeVisible();
});

test('home says what needs whom, and each bar leads to what it counts', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk');
  for (const heading of ['Needs you now', 'How long it waits for us', 'Findings by class']) {
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  }
  const rows = page.locator('section:has(> #age) tbody tr');
  const counts = (await rows.locator('.bars-number').allInnerTexts()).map(Number);
  const at = counts.findIndex((n) => n > 0);
  await rows.nth(at).getByRole('link').click();
  await expect(page.locator('.pager-range')).toContainText(`of ${counts[at]}`);
  await page.goto(demo.url + '/desk');
  const classes = page.locator('section:has(> #by_class) tbody tr').first();
  const count = (await classes.locator('.bars-number').innerText()).match(/^[\d,]+/)![0];
  await classes.getByRole('link').click();
  await expect(page.locator('.pager-range')).toContainText(`of ${count}`);
});
