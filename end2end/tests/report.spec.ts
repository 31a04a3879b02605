// From the answers that are in to the draft of the report: frozen, counted, opened down to the row, written and taken home.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { DEMO, signIn } from '../helpers/desk.ts';
import { BINARY, Portal } from '../helpers/portal.ts';
import { expect, expectAccessible, test } from '../helpers/test.ts';

test('a report: every number opens, and what leaves holds', async ({ page }, info) => {
  test.setTimeout(120_000);
  const portal = await Portal.start({ demo: true });
  try {
    await signIn(page, portal, DEMO);
    await page.goto(portal.url + '/desk/reports');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Freeze a snapshot' }).click();
    // The day of the cut-off is one that is over.
    await page.fill('[name=name]', 'Report of the journey');
    await page.getByRole('button', { name: 'Freeze', exact: true }).click();
    await expect(page.getByText('Frozen. The figures below will not change any more.')).toBeVisible();
    const report = page.url().split('?')[0];
    await expectAccessible(page);

    // Down to a row, and from there to the declaration.
    await page.locator('main a[href$="/figures/S1"]').click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('S1');
    await page.locator('main tbody a').first().click();
    await expect(page).toHaveURL(/\/desk\/requests\/[0-9a-f]+\?view=smelters/);

    await page.goto(report + '/rollup');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Q1' }).first().click();
    await expect(page.getByText('Which suppliers each answer rests on stays inside the company.')).toBeVisible();

    // Somebody writes a part; nobody else's words are lost by it.
    await page.goto(report + '/draft/sec');
    await expectAccessible(page);
    await expect(page.getByText('keep it from being filed')).toBeVisible();
    const part = page.locator('#part-company');
    await part.locator('summary').first().click();
    await part.locator('textarea').fill('Halden makes instruments. Its products are conflict free.');
    await part.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#part-company')).toContainText('Halden makes instruments.');
    await expect(page.locator('#part-company .notice')).toContainText('conflict free');
    await page.locator('.draft-text a.figure').first().click();
    await expect(page).toHaveURL(/\/figures\//);

    // What EDGAR would say of the page for the company's site is another matter; of a spoiled exhibit it is told.
    const spoiled = info.outputPath('spoiled.htm');
    writeFileSync(spoiled, '<html><body><script>x</script></body></html>');
    let said = '';
    try {
      execFileSync(BINARY, ['report', 'lint', spoiled], { stdio: 'pipe' });
    } catch (error) {
      said = String((error as { stdout: Buffer }).stdout);
    }
    expect(said).toMatch(/script/i);
  } finally {
    await portal.stop();
  }
});
