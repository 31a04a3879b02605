// A workbook with 5,000 smelter rows: read through the supplier's page in a real browser, with SheetJS in a worker
// beside it, one after the other in each round; then what the modules weigh.
// Usage: node run.mjs PATH_TO_TOUCHSTONE FILE.xlsx FOLDER_OF_THE_SITE [ROUNDS]
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { limit, median } from '../limit.mjs';
import { launch, portal } from '../portal.mjs';
import { longestTasks, readOnPage } from './page.mjs';
import { readBySheetJs, serveSheetJs } from './sheetjs.mjs';
import { weights } from './weights.mjs';

const [binary, file, site, rounds = '5'] = process.argv.slice(2);
const LATER = 4;
const ms = (value) => `${Math.round(value)} ms`;

function commandLine() {
  const times = Array.from({ length: 7 }, () => {
    const begun = performance.now();
    const { status } = spawnSync(binary, ['read', file], { maxBuffer: 1 << 30 });
    if (status !== 0) throw new Error(`touchstone read ended with ${status}`);
    return performance.now() - begun;
  });
  console.log(`touchstone read, the whole process with JSON out: median ${ms(median(times))}`);
}

const begun = performance.now();
for (let i = 0, x = 0; i < 5e7; i++) x = (x * 31 + i) | 0;
console.log(`calibration: 50 M steps in ${ms(performance.now() - begun)}; ${rounds} rounds, a fresh context each, medians`);

commandLine();
const browser = await launch();
const ours = await portal(binary);
const peer = await serveSheetJs();
try {
  const all = { first: [], later: [], worker: [], workerLater: [], tasks: [], theirs: [], theirsLater: [] };
  for (let i = 0; i < Number(rounds); i++) {
    const [first, ...later] = await readOnPage(browser, ours, file, 1 + LATER);
    all.first.push(first.ms);
    all.worker.push(first.worker);
    all.later.push(...later.map((run) => run.ms));
    all.workerLater.push(...later.map((run) => run.worker));
    all.tasks.push(...await longestTasks(browser, ours, file, 1 + LATER));
    const [theirs, ...theirsLater] = await readBySheetJs(browser, peer.port, file, 1 + LATER);
    all.theirs.push(theirs);
    all.theirsLater.push(...theirsLater);
  }
  const of = Object.fromEntries(Object.entries(all).map(([name, values]) => [name, median(values)]));
  console.log(`Touchstone, from the file chosen to what would change shown: first ${ms(of.first)} (worker ${ms(of.worker)}), `
    + `later ${ms(of.later)} (worker ${ms(of.workerLater)})`);
  console.log(`SheetJS in a worker, all cells as rows: first ${ms(of.theirs)}, later ${ms(of.theirsLater)}: `
    + `${(of.theirs / of.first).toFixed(1)} and ${(of.theirsLater / of.later).toFixed(1)} times as long`);
  const tasks = all.tasks.sort((a, b) => a - b);
  console.log(`longest task of the page's main thread: median ${ms(of.tasks)}, longest of ${tasks.length} imports ${ms(tasks.at(-1))}`);
  const kept = [
    limit('first import (aim 150)', of.first, 250, 'ms'),
    limit('later import (aim 45)', of.later, 85, 'ms'),
    limit('main thread blocked, longest task, 95 % of imports', tasks[Math.floor((tasks.length - 1) * 0.95)], 16, 'ms'),
  ];
  weights(site);
  process.exitCode = kept.every(Boolean) ? 0 : 1;
} finally {
  ours.close();
  peer.close();
  await browser.close();
}
