// A workbook read through the supplier's own page, as a person would: chosen with the button, until what was read is
// shown. Beside it, how long the main thread was taken up at most, from the gaps between the ticks of a timer.

/// Looks on: the worker's own share, and the longest gap between two ticks. A timer ticks every 4 ms at best.
function watch() {
  const seen = { worker: [], gap: 0, from: NaN };
  let begun;
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => 'result' in data && seen.worker.push(performance.now() - begun));
    }
    postMessage(...args) {
      begun = performance.now();
      super.postMessage(...args);
    }
  };
  document.addEventListener('change', (event) => {
    if (event.target.id !== 'file') return;
    seen.from = performance.now();
    seen.gap = 0;
  }, { capture: true });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    seen.gap = Math.max(seen.gap, now - last);
    last = now;
  }, 1);
  new MutationObserver(() => {
    if (!document.getElementById('read-title') || Number.isNaN(seen.from)) return;
    const { from } = seen;
    seen.from = NaN;
    // Through the frame in which it is shown.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const ms = performance.now() - from;
        setTimeout(() => (window.read = { ms, worker: seen.worker.pop(), gap: seen.gap }), 50);
      };
      port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true });
}

/// Opens the page afresh and reads the file `times` times; says how each went.
export async function readOnPage(browser, ours, file, times) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const [name, value] = ours.cookie.split('=');
  await context.addCookies([{ name, value, url: `http://127.0.0.1:${ours.port}` }]);
  const tab = await context.newPage();
  await tab.addInitScript(watch);
  await tab.goto(`http://127.0.0.1:${ours.port}/answer/company`);
  await tab.waitForSelector('html[data-hydrated]', { state: 'attached' });
  await tab.waitForTimeout(300);
  const runs = [];
  for (let i = 0; i < times; i++) {
    await tab.setInputFiles('#file', file);
    await tab.waitForFunction(() => window.read, null, { timeout: 60_000 });
    runs.push(await tab.evaluate(() => { const { read } = window; delete window.read; return read; }));
    await tab.click('[data-act=cancel]');
    await tab.waitForSelector('#file');
  }
  await context.close();
  return runs;
}
