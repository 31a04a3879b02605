// From the last acceptance to the report that can be filed: frozen, counted, opened down to the row, written, taken home, and
// last year's beside it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { DEMO, accept, signIn } from '../helpers/desk.ts';
import { BINARY, Portal } from '../helpers/portal.ts';
import { expect, expectAccessible, test } from '../helpers/test.ts';

test('a report: every number opens, and what leaves holds', async ({ page }, info) => {
  test.setTimeout(300_000);
  const portal = await Portal.start({ demo: true });
  try {
    await signIn(page, portal, DEMO);
    await page.goto(portal.url + '/desk/requests?state=in_review');
    await page.locator('main tbody a[href^="/desk/requests/"]').first().click();
    await accept(page);

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
    await expect(page).toHaveURL(/\/desk\/requests\/[0-9a-f]+\?n=\d+&view=smelters&q=CID/);

    // Last year's figures stand beside, but for those that are defined otherwise now.
    await page.goto(portal.url + '/desk/reports');
    await page.getByRole('link', { name: /so far$/ }).click();
    await expect(page.locator('main')).toContainText('206 of 210 (98 %)');
    await expect(page.locator('main')).toContainText('defined otherwise');

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
    // Another column stands first in the annex; its file follows, and the table is still one.
    const annex = page.locator('#part-annex-a');
    await annex.getByText('Table: title and columns').click();
    await annex.locator('[name="col.1.annex-a"]').selectOption({ label: 'Number' });
    await annex.locator('[name="head.1.annex-a"]').fill('RMI number');
    await annex.locator('[name="col.4.annex-a"]').selectOption({ label: 'None' });
    await annex.locator('form:has([name="head.1.annex-a"])').getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#part-annex-a th').first()).toHaveText('RMI number');
    await expectAccessible(page);
    const table = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Smelters and refiners: CSV' }).click();
    expect(readFileSync(await (await table).path(), 'utf8')).toContain('RMI number,Name,Country,Status');

    await page.locator('.draft-text a.figure').first().click();
    await expect(page).toHaveURL(/\/figures\//);

    // The form beside it is filled in, and the linter finds nothing in it.
    await page.goto(report + '/form-sd');
    await expectAccessible(page);
    const entries: Record<string, string> = {
      company: 'Halden Instruments Inc.', state: 'Delaware', file_number: '001-00001', ein: '12-3456789',
      address: '1 Main Street, Springfield 10001', contact: 'Ada Example', phone: '+1 555 0100',
      web_address: 'https://halden.example/minerals', signed_name: 'Grace Example', signed_title: 'Treasurer',
      signed_on: '2026-05-29',
    };
    for (const [name, value] of Object.entries(entries)) await page.fill(`[name=${name}]`, value);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Nothing is open. The page can be filed.')).toBeVisible();
    const filed = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Form SD for EDGAR' }).click();
    const form = info.outputPath('form-sd.htm');
    await (await filed).saveAs(form);
    execFileSync(BINARY, ['report', 'lint', form], { stdio: 'pipe' });

    // What was really filed comes back, with the one word that counsel changed.
    const changed = readFileSync(form, 'utf8').replace('Treasurer', 'Chief Financial Officer');
    await page.goto(report + '/filed');
    await expectAccessible(page);
    await page.selectOption('[name=report]', { label: 'Form SD' });
    await page.setInputFiles('[name=file]', { name: 'form-sd.htm', mimeType: 'text/html', buffer: Buffer.from(changed) });
    await page.fill('[name=published_on]', '2026-05-29');
    await page.fill('[name=address]', 'https://www.sec.gov/Archives/edgar/data/1/form-sd.htm');
    await page.getByRole('button', { name: 'Keep' }).click();
    await expect(page.getByText('Kept as it came.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'What differs from the draft' }).click();
    await expect(page.locator('del')).toHaveText('Title: Treasurer');
    await expect(page.locator('ins')).toHaveText('Title: Chief Financial Officer');
    await expectAccessible(page);

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

    // Last year's is whole: what is filed passes, and its numbers open.
    await page.goto(portal.url + '/desk/reports');
    await page.getByRole('link', { name: /^Report 20\d\d$/ }).click();
    const last = page.url();
    const ours = info.outputPath('ex1-01.htm');
    const exhibit = await page.request.get(last + '/files/sec-ex1-01.htm');
    expect(exhibit.status()).toBe(200);
    writeFileSync(ours, await exhibit.body());
    execFileSync(BINARY, ['report', 'lint', ours], { stdio: 'pipe' });
    await page.goto(last + '/draft/sec');
    await expect(page.getByText('206 of 210 (98 %)').first()).toBeVisible();
    await page.locator('.draft-text a.figure[href$="/figures/R1"]').first().click();
    await expect(page.locator('main tbody tr').first()).toBeVisible();

    // What was filed of it stands beside it, with the one word that counsel changed.
    await page.goto(last + '/filed');
    await page.getByRole('link', { name: 'What differs from the draft' }).click();
    await expect(page.locator('del')).toHaveText('press');
    await expect(page.locator('ins')).toHaveText('urge');
  } finally {
    await portal.stop();
  }
});
