// What the supplier's first view of the form really moves, and that its scripts wait for nothing else.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { invite, supplierTable } from '../helpers/desk.ts';
import { linkIn } from '../helpers/mail.ts';
import { start } from '../helpers/supplier.ts';
import { expect, test } from '../helpers/test.ts';

test('the first view of the form stays within its budget', async ({ page, elsewhere, portal, mails }) => {
  await invite(page, portal, supplierTable(1), 1);
  await elsewhere.goto(linkIn(await mails.wait('person1@parts1.example')));
  await start(elsewhere);

  const session = await elsewhere.context().newCDPSession(elsewhere);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Map<string, string>();
  const moved: [string, number][] = [];
  session.on('Network.responseReceived', (it) => urls.set(it.requestId, it.response.url));
  session.on('Network.loadingFinished', (it) => {
    moved.push([new URL(urls.get(it.requestId) ?? 'about:blank').pathname, it.encodedDataLength]);
  });
  await elsewhere.reload();
  await elsewhere.waitForSelector('html[data-hydrated]', { state: 'attached' });
  await elsewhere.waitForLoadState('networkidle');

  for (const [name, bytes] of moved.filter(([, bytes]) => bytes > 0)) console.log(`${String(bytes).padStart(8)} bytes  ${name}`);
  // What saves comes while the page is taken over, and the rules once it is alive; neither keeps anybody from typing. They
  // have budgets of their own.
  const first = moved.filter(([name]) => !/\/supplier-[a-z_]*(actions|rules)/.test(name));
  const total = first.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`${String(total).padStart(8)} bytes  in all, with headers`);
  expect(moved.some(([name]) => name.endsWith('.wasm')), 'the module was seen').toBe(true);
  expect(total).toBeLessThanOrEqual(budget());
});

/** The supplier's budget, as `cargo xtask size` reads it. */
function budget(): number {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../budgets.toml'), 'utf8');
  return Number(text.match(/^\[supplier\]$[\s\S]*?^brotli = (\d+)$/m)![1]);
}
