// The same names and queries in our wasm module and in fuse.js, one after the other in one process.
// Usage: node run.mjs FOLDER_OF_THE_DATA MODULE.wasm
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Fuse from 'fuse.js';
import { limit } from '../limit.mjs';

const [folder, module] = process.argv.slice(2);
const { names, queries } = JSON.parse(readFileSync(join(folder, 'names.json'), 'utf8'));

function report(title, rounds, run) {
  let first = 0, ten = 0;
  const times = [];
  for (let round = 0; round < rounds; round++) {
    for (const [query, right] of queries) {
      const begun = performance.now();
      const at = run(query, right);
      times.push(performance.now() - begun);
      if (round === 0) { first += at === 0; ten += at >= 0 && at < 10; }
    }
  }
  times.sort((a, b) => a - b);
  const quantile = (share) => `${times[Math.floor(times.length * share)].toFixed(3)} ms`;
  console.log(`${title.padEnd(28)} p50 ${quantile(0.5)}, p95 ${quantile(0.95)}, p99 ${quantile(0.99)}; `
    + `right first ${first}, in the top ten ${ten} of ${queries.length}`);
  return times[Math.floor(times.length * 0.95)];
}

const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { memory, input, load, suggest } = instance.exports;
const encoder = new TextEncoder();
const give = (bytes) => {
  // Making room may move the memory, so ask for it first.
  const at = input(bytes.length);
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
};
const table = (name) => {
  give(readFileSync(join(folder, name)));
  const begun = performance.now();
  const count = load();
  // Nothing is fast that has nothing to search.
  if (!count) throw new Error(`${name} is no table to this module`);
  console.log(`${name}: ${count} smelters decoded and indexed in ${(performance.now() - begun).toFixed(1)} ms (wasm)`);
};

table('thousand.table');
const typed = names.slice(0, 50).flatMap((name) => Array.from(name, (_, i) => name.slice(0, i + 1)));
const keys = typed.map((text) => {
  const begun = performance.now();
  give(encoder.encode(text));
  suggest(0);
  return performance.now() - begun;
}).sort((a, b) => a - b);
console.log(`per keystroke over 6,000 names of 1,000 smelters: p50 ${keys[keys.length >> 1].toFixed(3)} ms, `
  + `p95 ${keys[Math.floor(keys.length * 0.95)].toFixed(3)} ms, longest ${keys.at(-1).toFixed(3)} ms`);
limit('suggestions per keystroke, wasm, p95', keys[Math.floor(keys.length * 0.95)], 2, 'ms');

table('names.table');
const ours = report('Touchstone, wasm', 10, (query, right) => {
  give(encoder.encode(query));
  return suggest(900_000 + right);
});
const fuse = new Fuse(names, { ignoreLocation: true });
const theirs = report('fuse.js, ignoreLocation', 1, (query, right) =>
  fuse.search(query, { limit: 10 }).findIndex((hit) => hit.refIndex === right));
console.log(`fuse.js takes ${Math.round(theirs / ours)} times as long`);
limit('a match over 6,000 names, wasm, p95', ours, 0.6, 'ms');
