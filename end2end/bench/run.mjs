// The supplier's page beside the same form in SurveyJS, on the same slowed processor and line, in the same run.
// Usage: node run.mjs PATH_TO_TOUCHSTONE [ROUNDS]
import { performance } from 'node:perf_hooks';
import { slowLine } from './line.mjs';
import { measure, quantiles } from './measure.mjs';
import { launch, portal } from './portal.mjs';
import { serveSurveyJs } from './surveyjs/serve.mjs';

const LINE = { bitsPerSecond: 1_600_000, delayMs: 150 };
const CPU = 4;
const METALS = ['Tantalum', 'Tin', 'Gold', 'Tungsten'];
const [binary, rounds = '5'] = process.argv.slice(2);

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

const browser = await launch();
const ours = await portal(binary);
const peer = await serveSurveyJs();
const [name, value] = ours.cookie.split('=');
const page = {
  path: ours.form + '/company', cookies: [{ name, value }], ready: 'html[data-hydrated]',
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
    ['first view at most 160 kB', small.bytes <= 160_000],
  ];
  for (const [goal, met] of goals) console.log(`${met ? 'met   ' : 'MISSED'} ${goal}`);
  process.exitCode = goals.every(([, met]) => met) ? 0 : 1;
} finally {
  ours.close();
  peer.close();
  await browser.close();
}
