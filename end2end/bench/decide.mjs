// Counts the clicks of a person who decides what waits in a running demonstration:
//   touchstone serve --demo --data DIR --addr 127.0.0.1:4177
//   node bench/decide.mjs http://127.0.0.1:4177
// It decides for good, so that it wants a demonstration of its own.
import { chromium } from '@playwright/test';

const base = process.argv[2] ?? 'http://127.0.0.1:4177';
/** How many with findings are decided. */
const MANY = Number(process.argv[3] ?? 20);

const browser = await chromium.launch({ executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium' });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();

let clicks = 0;
/** Presses something as a person does. */
async function press(locator) {
  clicks += 1;
  await Promise.all([page.waitForEvent('framenavigated'), locator.click()]);
  await page.waitForLoadState();
}

await page.goto(`${base}/signin`);
await page.fill('[name=email]', 'demo@halden.example');
await page.fill('[name=password]', 'seven-weeks-in');
await page.locator('main button[type=submit]').click();
await page.waitForURL(/\/desk/);

// The company's setting, made once: warnings that the supplier explained may be left.
await page.goto(`${base}/desk/campaigns`);
const campaign = await page.locator('main a[href*="/desk/campaigns/"]:not([href$="/new"])').first().getAttribute('href');
await page.goto(`${base}${campaign.split('?')[0]}/edit`);
await page.selectOption('[name=bar]', 'explained');
await page.locator('main form button[type=submit]').last().click();
await page.waitForLoadState();

await page.goto(`${base}/desk/requests?state=us&sort=waiting`);
clicks = 0;
await press(page.locator('a[href*="/desk/accept"]'));
const clear = await page.locator('input[name=id]:checked').count();
if (clear > 0) await press(page.locator('form.clear button[type=submit]').first());
console.log(`accepted together: ${clear} declarations, ${clicks} clicks (before: ${clear * 5}, 5 for each)`);

let [decided, sending, opening] = [0, 0, 0];
for (const state of ['submitted', 'resubmitted', 'in_review']) {
  if (decided >= MANY) break;
  await page.goto(`${base}/desk/requests?state=${state}&sort=waiting`);
  const first = page.locator('main table a[href*="/desk/requests/"]').first();
  if (!(await first.count())) continue;
  clicks = 0;
  await press(first);
  opening += clicks;
  while (decided < MANY && (await page.locator('[data-key=s]').count())) {
    clicks = 0;
    await press(page.locator('[data-key=s]'));
    await press(page.locator('form.mail-split button[type=submit]').first());
    if (clicks > 2) throw new Error(`${clicks} clicks for one declaration`);
    sending += clicks;
    decided += 1;
  }
}
console.log(`sent back one by one: ${decided} declarations, ${sending} clicks, and ${opening} to open lists`);
await browser.close();
