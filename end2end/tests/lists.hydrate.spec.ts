// The reference list comes by itself, and later if it must.
import { of, start, step } from '../helpers/supplier.ts';
import { expect, hydrated, test } from '../helpers/test.ts';

test('a reference list that did not come is asked for again', async ({ page, asked, complaints }) => {
  complaints.expect(/status of 503/);
  await page.goto(asked.link);
  await start(page);
  // This portal has no list: one is put in its place.
  await page.route('**/answer/*/company', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('"references":null', '"references":"/answer/x/references?as_of=2026-01-01"');
    await route.fulfill({ response, body });
  });
  let asks = 0;
  await page.route('**/answer/*/references*', async (route) => {
    asks += 1;
    if (asks === 1) return route.fulfill({ status: 503 });
    const smelters = [{ cid: 'CID900001', metal: 'tin', name: 'Invented Tin Works', country: 'GERMANY' }];
    await route.fulfill({ json: { source: 'ours', as_of: '2026-01-01', smelters } });
  });
  await page.goto(of(page, '/company'));
  await hydrated(page);
  const failed = page.waitForResponse((it) => it.status() === 503);
  await step(page, 'smelters');
  await (await failed).finished();
  expect(asks).toBe(1);
  await step(page, 'policy');
  await step(page, 'smelters');
  await expect(page.locator('#names-tin option[value="Invented Tin Works"]')).toHaveCount(1);
  expect(asks).toBe(2);
});
