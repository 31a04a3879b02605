// The evidence of a report, taken from the desk and checked by the page in it, opened from disk.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DEMO, signIn } from '../helpers/desk.ts';
import { BINARY, Portal } from '../helpers/portal.ts';
import { expect, expectAccessible, test } from '../helpers/test.ts';

/** The parts of a bundle, which stand behind each other as they are. */
function parts(zip: Buffer): { name: string; at: number; size: number }[] {
  const out = [];
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const named = at + 30 + zip.readUInt16LE(at + 26);
    const size = zip.readUInt32LE(at + 22);
    out.push({ name: zip.toString('latin1', at + 30, named), at: named, size });
    at = named + size;
  }
  return out;
}

test('REP-E4 the evidence is checked from disk, and a changed byte is found in every part', async ({ page }, info) => {
  test.setTimeout(240_000);
  const portal = await Portal.start({ demo: true });
  try {
    await signIn(page, portal, DEMO);
    await page.goto(portal.url + '/desk/reports/freeze');
    await page.fill('[name=name]', 'Report for auditors');
    await page.getByRole('button', { name: 'Freeze', exact: true }).click();
    const report = page.url().split('?')[0];
    await expect(page.getByText('Never pass it to a customer.')).toBeVisible();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Take the evidence (zip)' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('Report for auditors evidence - INTERNAL for auditors.zip');
    const file = info.outputPath('evidence.zip');
    await download.saveAs(file);
    await page.goto(portal.url + '/desk/log');
    await expect(page.getByText('Evidence of a snapshot taken').first()).toBeVisible();

    const zip = readFileSync(file);
    const all = parts(zip);
    const own = all[0];
    expect(own.name).toBe('index.html');
    const html = info.outputPath('index.html');
    writeFileSync(html, zip.subarray(own.at, own.at + own.size));
    execFileSync(BINARY, ['evidence', 'verify', file]);

    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(html).href);
    await expect(page.getByText('Internal, for auditors.')).toBeVisible();
    await expectAccessible(page);
    await page.setInputFiles('#file', file);
    await expect(page.getByRole('heading', { name: 'Everything that was checked holds' })).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('#checks > li')).toHaveCount(10);
    await expect(page.getByText('Does not hold')).toHaveCount(0);
    await page.locator('summary', { hasText: 'Figures' }).click();
    await expect(page.locator('details[open] td', { hasText: /^R1$/ })).toBeVisible();
    await page.getByRole('button', { name: /^Show or hide: figures\/figures.json/ }).click();
    await expect(page.locator('details[open] pre')).toContainText('"id": "R1"');
    await expectAccessible(page);

    // Every part once, of the declarations a few: there are many of a kind.
    const declarations = all.filter((part) => part.name.startsWith('revisions/'));
    expect(declarations.length).toBeGreaterThan(20);
    const spoiled = all.filter((part) => !declarations.includes(part)).concat(declarations.slice(0, 3));
    for (const { name, at, size } of spoiled) {
      const bytes = Buffer.from(zip);
      bytes[at + Math.floor(size / 2)] ^= 1;
      await page.setInputFiles('#file', []);
      await page.setInputFiles('#file', { name: 'spoiled.zip', mimeType: 'application/zip', buffer: bytes });
      await expect(page.getByRole('heading', { name: 'Something in this bundle does not hold' }), name).toBeVisible({
        timeout: 60_000,
      });
      if (name !== 'manifest.json') await expect(page.getByText(`${name} was changed.`), name).toBeVisible();
      const path = info.outputPath('spoiled.zip');
      writeFileSync(path, bytes);
      expect(() => execFileSync(BINARY, ['evidence', 'verify', path], { stdio: 'pipe' }), name).toThrow();
    }
    expect(asked.filter((url) => !url.startsWith('file:')), 'the page asks nobody').toEqual([]);
    expect(report).toContain('/desk/reports/');
  } finally {
    await portal.stop();
  }
});
