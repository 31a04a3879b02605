// Loads a page in a fresh browser context, waits until it is usable, types, and says how long things took.
// "Hydrated" is when the page says so itself, by the attribute that `ready` looks for.
// "Usable" is when a bad address makes its message appear; a key is "painted" when the frame is through in which its
// message changed.

/// Median and 95th percentile.
export function quantiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  return { p50: at(0.5), p95: at(0.95) };
}

/// `page` says: url, cookies, the field to type into, and how to see a finding beside it.
export async function measure(browser, { url, cookies = [], field, finding, ready, cpu = 4, seen = () => 0 }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  if (cookies.length) await context.addCookies(cookies);
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (ready) {
    await tab.addInitScript((ready) => {
      const look = () => { if (document.querySelector(ready)) { window.readyAt ??= performance.now(); } };
      new MutationObserver(look).observe(document, { attributes: true, attributeFilter: ['data-hydrated'], subtree: true });
    }, ready);
  }
  await tab.goto(url, { waitUntil: 'commit' });
  if (ready) await tab.waitForSelector(ready, { timeout: 120_000, state: 'attached' });
  await tab.waitForSelector(field, { timeout: 120_000 });
  const usable = await tab.evaluate(async ({ field, finding }) => {
    const input = document.querySelector(field);
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    for (const end = performance.now() + 60_000; performance.now() < end;) {
      const put = (value) => {
        setter.call(input, value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
        // Leaving the field: a form may well wait for that before it finds fault for the first time.
        input.dispatchEvent(new FocusEvent('blur'));
        input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      };
      put('a');
      await new Promise((done) => setTimeout(done, 5));
      if (document.querySelector(finding)?.textContent.trim()) {
        // Since the navigation began, as browsers count it.
        const at = performance.now();
        put('a@b.co');
        return at;
      }
    }
    throw new Error('the page never became usable');
  }, { field, finding });
  const bytes = seen();
  const hydrated = await tab.evaluate(() => window.readyAt ?? NaN);
  const paint = await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
  // Keys: alternately break the address with a second @ and correct it; time from the key to the frame that shows the new state.
  await tab.focus(field);
  await tab.keyboard.press('End');
  await tab.waitForTimeout(500);
  const keys = [];
  for (let i = 0; i < 30; i++) {
    const breaking = i % 2 === 0;
    await tab.evaluate(({ field, finding, breaking }) => {
      window.keyDone = new Promise((done) => {
        const input = document.querySelector(field);
        input.addEventListener('keydown', (event) => {
          const look = () => {
            const shown = Boolean(document.querySelector(finding)?.textContent.trim());
            if (shown === breaking) {
              // A message posted from here is handled once this frame is painted.
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => done(performance.now() - event.timeStamp);
              port2.postMessage(0);
            } else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }, { once: true });
      });
    }, { field, finding, breaking });
    await tab.keyboard.press(breaking ? '@' : 'Backspace');
    keys.push(await tab.evaluate(() => window.keyDone));
    await tab.waitForTimeout(80);
  }
  await context.close();
  return { bytes, fcp: paint, hydrated, usable, key: quantiles(keys) };
}
