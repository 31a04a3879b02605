// The supplier's page beside the same form in SurveyJS, on the same slowed processor and line, in the same run.
// Usage: node run.mjs PATH_TO_TOUCHSTONE [ROUNDS]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chromium } from 'playwright-core';
import { slowLine } from './line.mjs';
import { measure, quantiles } from './measure.mjs';
import { serveSurveyJs } from './surveyjs/serve.mjs';

const LINE = { bitsPerSecond: 1_600_000, delayMs: 150 };
const CPU = 4;
const METALS = ['Tantalum', 'Tin', 'Gold', 'Tungsten'];
const [binary, rounds = '5'] = process.argv.slice(2);

/// Starts a portal with its demonstration and opens one supplier's link; says port and cookie.
async function portal() {
  const data = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(binary, ['serve', '--demo', '--addr', `127.0.0.1:${port}`, '--data', data], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  const close = () => { child.kill('SIGKILL'); rmSync(data, { recursive: true, force: true }); };
  const ready = async () => fetch(`${base}/healthz`).then((r) => r.ok, () => false);
  for (const end = Date.now() + 120_000; !(await ready());) {
    if (Date.now() > end) throw new Error('the portal did not start');
    await new Promise((done) => setTimeout(done, 250));
  }
  const text = async (path) => (await fetch(base + path)).text();
  const mails = [...(await text('/demo/mail?q=answer%20by')).matchAll(/href="(\/demo\/mail\?id=[0-9a-f]+)/g)];
  for (const [, mail] of mails) {
    const link = (await text(mail)).match(/\/r\/[A-Za-z0-9_-]{20,}/)?.[0];
    const started = link && await fetch(base + link, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ act: 'start' }), headers: { origin: base },
    });
    const cookie = started?.headers.get('set-cookie')?.split(';')[0];
    if (!cookie) continue;
    const save = (changes, base_revision) => fetch(`${base}/answer/save`, {
      method: 'POST', headers: { origin: base, cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ base_revision, tab: 'bench', section: 'company', changes }),
    });
    const first = await save([{ path: 'f:company.name', value: 'Bench' }], 1_000_000);
    if (first.ok) return { port, cookie, save, close };
  }
  close();
  throw new Error('no supplier of the demonstration takes answers');
}

/// So many invented smelter rows as changes of a draft.
function smelters(rows) {
  return Array.from({ length: rows }, (_, i) => {
    const row = {
      id: i + 1, order: (i + 1) * 65_536, cid: `CID${900_000 + i}`, metal: METALS[i % 4], lookup: `Invented Works ${i}`,
      name: `Invented Works ${i}`, country: 'JAPAN',
    };
    return { path: `smelter:${i + 1}`, value: JSON.stringify(row) };
  });
}

const median = (runs, pick) => quantiles(runs.map(pick)).p50;
const ms = (value) => `${Math.round(value)} ms`.padStart(9);

async function many(title, page, { browser, port, slow = LINE }) {
  const line = await slowLine(port, slow);
  const runs = [];
  for (let i = 0; i < Number(rounds); i++) {
    line.stats.bytes = 0;
    const run = await measure(browser, { ...page, url: `http://127.0.0.1:${line.port}${page.path}`,
      cookies: (page.cookies ?? []).map((c) => ({ ...c, url: `http://127.0.0.1:${line.port}` })), cpu: CPU, seen: () => line.stats.bytes });
    runs.push(run);
  }
  line.close();
  const row = {
    fcp: median(runs, (r) => r.fcp), hydrated: median(runs, (r) => r.hydrated), usable: median(runs, (r) => r.usable), key50: median(runs, (r) => r.key.p50),
    key95: median(runs, (r) => r.key.p95), bytes: median(runs, (r) => r.bytes),
  };
  console.log(`${title.padEnd(34)} first paint ${ms(row.fcp)}${row.hydrated ? `  hydrated ${ms(row.hydrated)}` : ''}  usable ${ms(row.usable)}  key to finding p50 ${ms(row.key50)}`
    + ` p95 ${ms(row.key95)}  bytes ${(row.bytes / 1000).toFixed(1)} kB`);
  return row;
}

const begun = performance.now();
for (let i = 0, x = 0; i < 5e7; i++) x = (x * 31 + i) | 0;
console.log(`calibration: 50 M steps in ${Math.round(performance.now() - begun)} ms; processor / ${CPU}, 1.6 Mbit/s, 150 ms; ${rounds} rounds, medians`);

const browser = await chromium.launch({
  executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const ours = await portal();
const peer = await serveSurveyJs();
const [name, value] = ours.cookie.split('=');
const page = {
  path: '/answer/company', cookies: [{ name, value }], ready: 'html[data-hydrated]',
  field: '[id="company.contact_email"]', finding: '[id="e-company.contact_email"]:not([hidden])',
};
const theirs = {
  path: '/', field: '[data-name="company_contact_email"] input', finding: '[data-name="company_contact_email"] .sd-element__erbox',
};
try {
  const small = await many('Touchstone, empty draft', page, { browser, port: ours.port });
  const stored = await ours.save(smelters(2_500), 1_000_000);
  if (!stored.ok) throw new Error(`2,500 rows were not stored: ${stored.status}`);
  const large = await many('Touchstone, 2,500 smelter rows', page, { browser, port: ours.port });
  await many('SurveyJS, no rows', theirs, { browser, port: peer.port });
  await many('SurveyJS, 100 rows', { ...theirs, path: '/?rows=100' }, { browser, port: peer.port });
  const goals = [
    ['hydrated within 1,500 ms', small.hydrated <= 1_500],
    ['finding within 50 ms at the 95th percentile, 2,500 rows', large.key95 <= 50],
    ['first view at most 120 kB', small.bytes <= 120_000],
  ];
  for (const [goal, met] of goals) console.log(`${met ? 'met   ' : 'MISSED'} ${goal}`);
  process.exitCode = goals.every(([, met]) => met) ? 0 : 1;
} finally {
  ours.close();
  peer.close();
  await browser.close();
}
