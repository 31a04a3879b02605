// A workbook read through the supplier's own page, as a person would: chosen with the button, until what was read is
// shown. And, on runs of its own since it costs time, the longest task that the page's main thread had meanwhile. (The
// gaps between the ticks of a timer would be longer: on two processors the worker and the browser have their share.)

/// Looks on: the whole, and the worker's own share.
function watch() {
  const seen = { worker: [], from: NaN };
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
  }, { capture: true });
  new MutationObserver(() => {
    if (!document.getElementById('read-title') || Number.isNaN(seen.from)) return;
    const { from } = seen;
    seen.from = NaN;
    // Through the frame in which it is shown.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const ms = performance.now() - from;
        setTimeout(() => (window.read = { ms, worker: seen.worker.pop() }), 50);
      };
      port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true });
}

async function open(browser, ours) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const [name, value] = ours.cookie.split('=');
  await context.addCookies([{ name, value, url: `http://127.0.0.1:${ours.port}` }]);
  const tab = await context.newPage();
  await tab.addInitScript(watch);
  await tab.goto(`http://127.0.0.1:${ours.port}${ours.form}/company`);
  await tab.waitForSelector('html[data-hydrated]', { state: 'attached' });
  await tab.waitForTimeout(300);
  return { context, tab };
}

async function read(tab, file) {
  await tab.setInputFiles('#file', file);
  // Asked seldom, so that the asking does not keep the page busy.
  await tab.waitForFunction(() => window.read, null, { timeout: 60_000, polling: 200 });
  return tab.evaluate(() => { const { read } = window; delete window.read; return read; });
}

async function cancel(tab) {
  await tab.click('[data-action=cancel]');
  await tab.waitForSelector('#file');
}

/// Opens the page afresh and reads the file `times` times; says how each went.
export async function readOnPage(browser, ours, file, times) {
  const { context, tab } = await open(browser, ours);
  const runs = [];
  for (let i = 0; i < times; i++) {
    runs.push(await read(tab, file));
    await cancel(tab);
  }
  await context.close();
  return runs;
}

/// Opens the page afresh and reads the file `times` times; says how many milliseconds the longest task of the page's main
/// thread took in each, as the browser itself records it.
export async function longestTasks(browser, ours, file, times) {
  const { context, tab } = await open(browser, ours);
  const recorder = await browser.newBrowserCDPSession();
  const longest = [];
  for (let i = 0; i < times; i++) {
    const events = [];
    const collect = ({ value }) => events.push(...value);
    recorder.on('Tracing.dataCollected', collect);
    await recorder.send('Tracing.start', { categories: 'toplevel', transferMode: 'ReportEvents' });
    await read(tab, file);
    const complete = new Promise((done) => recorder.once('Tracing.tracingComplete', done));
    await recorder.send('Tracing.end');
    await complete;
    recorder.off('Tracing.dataCollected', collect);
    const pages = events.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain');
    const tasks = events.filter((e) => e.ph === 'X' && pages.some((p) => p.pid === e.pid && p.tid === e.tid));
    if (!tasks.length) throw new Error('the browser recorded no task');
    longest.push(Math.max(...tasks.map((e) => e.dur)) / 1000);
    await cancel(tab);
  }
  await recorder.detach();
  await context.close();
  return longest;
}
