// Pictures of a campaign and of a snapshot, each with its table and its way to the rows; and the update to senior
// management: written, signed, mailed, printed.
import { DEMO, signIn } from '../helpers/desk.ts';
import { Portal } from '../helpers/portal.ts';
import { expect, expectAccessible, hydrated, test, type Page } from '../helpers/test.ts';

/** Nothing is wider than the window. */
async function expectNarrow(page: Page): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `${page.url()} at ${width}`).toBeLessThanOrEqual(0);
  }
}

test('a picture says what its list holds', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/campaigns');
  await page.locator('main a[href^="/desk/campaigns/"]').filter({ hasText: /^Minerals/ }).first().click();
  await page.getByRole('link', { name: 'Pictures', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('pictures');
  await expectAccessible(page);
  await expectNarrow(page);
  const pictures = page.url();

  // The drawing is named and described, and says no more than the table beside it.
  const drawing = page.locator('.chart-wide [role=img]');
  await expect(drawing).toHaveAccessibleName('Answers by day');
  await expect(drawing).toHaveAccessibleDescription(/\d+ of \d+ asked have answered/);
  const sums = await page.locator('section:has(> #days) .numbers tbody tr td:nth-child(3)').allInnerTexts();
  const answered = (await page.locator('section:has(> #days) .chart-says').innerText()).match(/^([\d,]+) of/)![1];
  expect(sums.at(-1)).toBe(answered);

  // Each number leads to a list of just as many.
  for (const id of ['funnel', 'findings', 'scope', 'metals', 'countries']) {
    await page.goto(pictures);
    const row = page.locator(`section:has(> #${id}) .bars tbody tr:has(a)`).first();
    const n = (await row.locator('.bars-number').innerText()).match(/^[\d,]+/)![0];
    await row.locator('a').click();
    await expect(page, id).toHaveURL(/\/desk\/requests\?/);
    await expect(page.locator('.pager, .range, main').first()).toContainText(new RegExp(`of ${n}(?![\\d,])`));
  }
  // So does each square of the map, which has as many as the table has countries.
  await page.goto(pictures);
  const squares = page.locator('section:has(> #countries_map) svg a');
  const countries = page.locator('section:has(> #countries) .bars tbody tr:has(a)');
  expect(await squares.count()).toBe(await countries.count());
  await expect(page.locator('section:has(> #countries_map) [role=img]')).toHaveAccessibleName('Suppliers by country: map');
  const inSquare = (await squares.first().locator('.tile-number').textContent())!;
  await squares.first().locator('rect').click();
  await expect(page).toHaveURL(/country=[A-Z]{2}/);
  await expect(page.locator('.pager, .range, main').first()).toContainText(new RegExp(`of ${inSquare}(?![\\d,])`));

  await page.goto(pictures);
  await page.locator('section:has(> #smelters) table a').first().click();
  await expect(page).toHaveURL(/\/desk\/smelters\?metal=/);
});

test('an update to senior management is signed once and mailed once', async ({ page, complaints }) => {
  complaints.expect(/status of 422/);
  test.setTimeout(300_000);
  const portal = await Portal.start({ demo: true });
  try {
    await signIn(page, portal, DEMO);
    await page.goto(portal.url + '/desk/campaigns');
    await page.locator('main a[href^="/desk/campaigns/"]').filter({ hasText: /^Minerals/ }).first().click();
    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    await page.getByRole('button', { name: 'New update' }).click();
    await expect(page).toHaveURL(/\/desk\/updates\//);
    await hydrated(page);
    await expectAccessible(page);
    await page.getByLabel('In your own words: What is at risk').fill('Two suppliers of tungsten do not answer.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.locator('.update-sheet')).toContainText('Two suppliers of tungsten do not answer.');
    await expect(page.locator('.update-sheet')).toContainText('not recorded');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(page.getByText('Signed. It will not change any more.')).toBeVisible();
    await expect(page.locator('.update-signed')).toContainText('Signed by Ingrid Vale on');
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
    await expectAccessible(page);
    await expectNarrow(page);

    await page.getByLabel('Addresses').fill('no address');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.locator('#to-error')).toContainText('is not an e-mail address');
    await page.getByLabel('Addresses').fill('board@halden.example\nchair@halden.example');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText('Mails queued: 2.')).toBeVisible();

    // On paper it is one page, without the forms.
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('form:visible')).toHaveCount(0);
    for (const format of ['A4', 'Letter']) {
      const pdf = await page.pdf({ format, margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length, format).toBe(1);
    }
  } finally {
    await portal.stop();
  }
});

test('a snapshot is drawn of its figures, and each part opens them', async ({ page }) => {
  test.setTimeout(300_000);
  const portal = await Portal.start({ demo: true });
  try {
    await signIn(page, portal, DEMO);
    await page.goto(portal.url + '/desk/reports/freeze');
    await page.fill('[name=name]', 'Pictures of the journey');
    await page.getByRole('button', { name: 'Freeze', exact: true }).click();
    await page.getByRole('link', { name: 'Pictures', exact: true }).click();
    await expect(page).toHaveURL(/\/pictures$/);
    await expectAccessible(page);
    await expectNarrow(page);
    const sums = await page.locator('section:has(> #days) .numbers tbody tr td:nth-child(3)').allInnerTexts();
    const says = await page.locator('section:has(> #days) .chart-says').innerText();
    expect(says.startsWith(`${sums.at(-1)} of`), 'the days add up to R1').toBe(true);
    await page.locator('section:has(> #metals) .bars a').first().click();
    await expect(page).toHaveURL(/\/figures\/M1\./);
    await page.goBack();
    await page.getByRole('button', { name: 'Update from this snapshot' }).click();
    await expect(page.locator('.update-sheet')).toContainText('Figures of the snapshot Pictures of the journey');
  } finally {
    await portal.stop();
  }
});
