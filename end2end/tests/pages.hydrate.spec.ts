// Every page, in both languages and at both widths: axe finds nothing, and nothing scrolls sideways.
import { DEMO, setUp, signIn, supplierTable } from '../helpers/desk.ts';
import { look, type Width } from '../helpers/look.ts';
import { METALS, addSmelter, answerAll, chooseFile, fillByWorkbook, of, start, step, submit, workbook } from '../helpers/supplier.ts';
import { expect, hydrated, test, type Page } from '../helpers/test.ts';

const STATES = ['invited', 'opened', 'started', 'submitted', 'in_review', 'sent_back', 'resubmitted', 'accepted', 'rejected', 'declined'];

/** The first address on the page that matches. */
async function address(page: Page, pattern: RegExp): Promise<string> {
  const all = await page.locator('main a[href]').evaluateAll((links) => links.map((it) => it.getAttribute('href')!));
  const found = all.find((it) => pattern.test(it));
  if (!found) throw new Error(`no link like ${pattern} on ${page.url()}`);
  return found.match(pattern)![0];
}

for (const language of ['en', 'zh']) {
  // Chinese is looked at where it is most cramped.
  const widths: Width[] = language === 'en' ? ['desk', 'phone'] : ['phone'];

  /** Looks at pages of the desk, in this language, as the demonstration's administrator. */
  const desk = async (page: Page, demo: { url: string }) => {
    const wrong: string[] = [];
    const lookAt = async (name: string) => wrong.push(...(await look(page, `${language}-${name}`, widths)));
    const see = async (path: string, name: string) => {
      await page.goto(demo.url + path);
      await lookAt(name);
    };
    await page.goto(demo.url + '/signin');
    if (language === 'zh') await page.getByRole('button', { name: '中文' }).click();
    const enter = async () => {
      await page.goto(demo.url + '/signin');
      await hydrated(page);
      await page.fill('[name=email]', DEMO.email);
      await page.fill('[name=password]', DEMO.password);
      await page.locator('main form button[type=submit]').first().click();
      await expect(page).toHaveURL(/\/desk/);
    };
    return { wrong, lookAt, see, enter };
  };

  test(`the pages of the desk, ${language}`, async ({ page, demo, complaints }) => {
    test.setTimeout(360_000);
    complaints.expect(/status of 404/);
    const { wrong, lookAt, see, enter } = await desk(page, demo);
    await see('/signin', 'signin');
    await see('/setup/nothing', 'setup-over');
    await see('/member/nothing/nothing', 'member-dead');
    await enter();
    await see('/desk', 'overview');
    await see('/account', 'account');
    await see('/desk/nothing', 'nothing-here');
    await see('/desk/campaigns', 'campaigns');
    const campaign = await address(page, /^\/desk\/campaigns\/[0-9a-f]{8,}/);
    await see('/desk/campaigns/new', 'campaign-new');
    for (const part of ['', '/edit', '/recipients', '/preview', '/rules']) await see(campaign + part, `campaign${part.replace('/', '-')}`);
    await see('/desk/suppliers', 'suppliers');
    const supplier = await address(page, /^\/desk\/suppliers\/[0-9a-f]{8,}/);
    await see('/desk/suppliers/new', 'supplier-new');
    await see(supplier, 'supplier');
    await see(supplier + '/edit', 'supplier-edit');
    await see('/desk/suppliers/import', 'import');
    await page.setInputFiles('[name=file]', { name: 's.csv', mimeType: 'text/csv', buffer: Buffer.from(supplierTable(12) + 'S-1;;what;No Name;no address;xx;ZZ\r\n') });
    await page.locator('main form button[type=submit]').first().click();
    await expect(page).toHaveURL(/\/import\/.+/);
    await lookAt('import-preview');
    await see('/desk/requests', 'queue');
    for (const state of STATES) {
      await page.goto(demo.url + '/desk/requests?state=' + state);
      const request = await address(page, /^\/desk\/requests\/[0-9a-f]{8,}/);
      await see(request, `request-${state}`);
      if (state === 'in_review') await see(request + '/send-back', 'send-back');
      if (state === 'in_review') await see(request + '?ask=company.name', 'ask');
      if (state !== 'resubmitted') continue;
      for (const view of ['smelters', 'products', 'changes', 'history']) await see(`${request}?view=${view}`, `request-${view}`);
    }
    for (const part of ['', '/team', '/mail', '/references', '/templates', '/queries', '/retention']) await see('/desk/settings' + part, `settings${part.replace('/', '-')}`);
    await page.goto(demo.url + '/desk/settings/team');
    await see(await address(page, /^\/desk\/settings\/team\/[0-9a-f]+\/role/), 'member-role');
    await see('/desk/log', 'log');
    await see('/desk/views', 'views');
    await see('/desk/requests?state=all&country=JP&spend=1', 'queue-filtered');
    await see('/demo/mail', 'mailbox');
    await see((await address(page, /^\/demo\/mail\?id=[^#]+/)), 'mailbox-mail');
    expect(wrong).toEqual([]);
  });

  test(`the pages of smelters and reports, ${language}`, async ({ page, demo }) => {
    test.setTimeout(240_000);
    const { wrong, lookAt, see, enter } = await desk(page, demo);
    await enter();
    await see('/desk/settings/references?q=works', 'smelters-found');
    await see((await address(page, /^\/desk\/smelters\/CID\d+/)), 'smelter');
    await page.goto(demo.url + '/desk/settings/references');
    await page.setInputFiles('input[type=file]', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('Metal,Maker,Smelter ID\nTin,Kestrel,CID900001\nTin,Odd,CID9\n') });
    await page.locator('main form[enctype] button[type=submit]').click();
    await expect(page).toHaveURL(/\/import\/.+/);
    await lookAt('list-import');
    for (const part of ['', '/names']) await see('/desk/smelters' + part, `smelters${part.replace('/', '-')}`);
    await see('/desk/reports/own', 'own-data');
    await see('/desk/reports/freeze', 'freeze');
    await page.fill('[name=name]', `Report ${language}`);
    await page.locator('main form button[type=submit]').first().click();
    await expect(page).toHaveURL(/\/desk\/reports\/[0-9a-f]+/);
    const report = new URL(page.url()).pathname;
    for (const part of ['', '/figures/R1', '/rollup', '/rollup/q1.tin', '/draft/sec', '/draft/eu']) {
      await see(report + part, `report${part.replaceAll('/', '-')}`);
    }
    await see('/desk/reports', 'reports');
    expect(wrong).toEqual([]);
  });

  test(`the pages of the supplier, ${language}`, async ({ page, nextAsked, complaints }) => {
    test.setTimeout(180_000);
    complaints.expect(/status of (404|422)/);
    const asked = await nextAsked();
    const wrong: string[] = [];
    const see = async (name: string) => wrong.push(...(await look(page, `${language}-${name}`, widths)));
    await page.goto(asked.link);
    if (language === 'zh') await page.getByRole('button', { name: '中文' }).click();
    await page.goto(asked.link);
    await see('landing');
    for (const way of await page.locator('.ways details').all()) {
      await way.locator('summary').click();
      await see(`landing-way-${await way.locator('button').first().getAttribute('value')}`);
    }
    await page.goto(asked.portal.url + '/verify');
    await see('verify');
    await page.goto(asked.portal.url + '/r/nothing');
    await see('dead-link');
    await page.goto(asked.portal.url + '/nothing');
    await see('nothing');

    await page.goto(asked.link);
    await start(page);
    await step(page, 'company');
    await see('company-blank');
    await chooseFile(page, 'filled.xlsx', workbook('other_template.xlsx'));
    await expect(page.getByRole('alert').last()).toBeVisible();
    await see('import-refused');
    await chooseFile(page, 'filled.xlsx', workbook('filled.xlsx'));
    await expect(page.locator('#read-title')).toBeVisible();
    for (const part of await page.locator('section.read details').all()) await part.locator('summary').click();
    await see('import-preview');
    await page.locator('[data-action=cancel]').click();
    await step(page, 'review');
    await see('review-blank');
    await step(page, 'metals');
    await answerAll(page, METALS);
    await see('metals');
    await step(page, 'policy');
    await see('policy');
    await step(page, 'smelters');
    await addSmelter(page, { metal: 'Tin', lookup: 'Smelter not listed', name: 'Invented Tin Works' });
    await see('smelters');
    await page.locator('[data-action=edit]').first().click();
    await expect(page.locator('dialog[open], [id^="edit."]').first()).toBeVisible();
    await see('row-editor');
    await page.keyboard.press('Escape');
    await page.goto(of(page, '/products'));
    await hydrated(page);
    await see('products');
    await page.goto(of(page, '/smelters'));
    await hydrated(page);
    await page.locator('[data-action=delete]').first().click();
    await see('smelters-undo');
    await fillByWorkbook(page);
    await step(page, 'review');
    await see('review');
    await submit(page);
    await see('receipt');
    await page.goto(asked.link);
    await see('landing-submitted');

    // The ways out, taken by others.
    for (const [act, fields] of [['other', { name: 'Somebody Else', email: 'else@parts.example' }], ['decline', { reason: 'We sell only software.' }]] as const) {
      await page.goto((await nextAsked()).link);
      const way = page.locator('.ways details').filter({ has: page.locator(`button[value=${act}]`) });
      await way.locator('summary').click();
      for (const [name, value] of Object.entries(fields)) await way.locator(`[name=${name}]`).fill(value);
      await way.locator(`button[value=${act}]`).click();
      await see(`thanks-${act}`);
    }
    expect(wrong).toEqual([]);
  });
}

test('DESK-16 and DESK-9: the account on a phone, and the table of a review at 1280 px', async ({ page, demo }) => {
  await signIn(page, demo, DEMO);
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(demo.url + '/desk');
  const account = page.locator('header a[href="/account"]');
  await expect(account).toBeVisible();
  for (const link of await page.locator('header nav a').all()) {
    const box = (await link.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 360, await link.innerText()).toBe(true);
  }
  await account.click();
  await expect(page).toHaveURL(/\/account/);

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(demo.url + '/desk/requests?state=us');
  const requests = await page.locator('main table th a').evaluateAll((links) => links.map((it) => it.getAttribute('href')!));
  const wrap = page.locator('.table-wrap:has(table.rows)');
  for (const request of requests.slice(0, 12)) {
    await page.goto(`${demo.url}${request}?view=smelters`);
    if (await wrap.count()) break;
  }
  const [inner, outer] = await wrap.evaluate((it) => [it.scrollWidth, it.clientWidth]);
  expect(inner).toBeLessThanOrEqual(outer + 1);
});

test('DESK-24 the panel of the first steps has room around what is in it', async ({ page, portal }) => {
  await setUp(page, portal);
  await page.goto(portal.url + '/desk');
  const padding = await page.locator('ol.steps.panel').evaluate((it) => parseFloat(getComputedStyle(it).paddingLeft));
  expect(padding).toBeGreaterThanOrEqual(16);
});
