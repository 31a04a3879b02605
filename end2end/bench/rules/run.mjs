// The rules in wasm, warm, over many rows. Usage: node run.mjs MODULE.wasm
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { growth, limit } from '../limit.mjs';

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const { prepare, whole, cell } = instance.exports;

function measure(name, rows, times, run) {
  let findings = 0;
  for (let i = 0; i < 20; i++) findings = run(i);
  const taken = Array.from({ length: times }, (_, i) => {
    const begun = performance.now();
    findings = run(i);
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  const ms = (share) => taken[Math.floor((taken.length - 1) * share)].toFixed(3).padStart(9);
  console.log(`${name.padEnd(44)} ${String(rows).padStart(7)} ${String(findings).padStart(9)} ${ms(0)} ${ms(0.5)} ${ms(0.95)}`);
  return { best: taken[0], median: taken[taken.length >> 1] };
}

console.log(`${'wasm, warm'.padEnd(44)} ${'rows'.padStart(7)}  findings   best ms    p50 ms    p95 ms`);
for (const [kind, name] of ['in order', 'half of the rows at fault', 'without reference list'].entries()) {
  prepare(kind, 5000);
  limit('all rules over 5,000 rows, wasm, warm', measure(name, 5000, 100, whole).median, 15, 'ms');
}
prepare(1, 5000);
limit('one changed cell, wasm', measure('one changed cell', 5000, 1000, (i) => cell((i * 7) % 5000, i)).median, 0.3, 'ms');
growth('rules in wasm, half of the rows at fault', [100, 1000, 10000, 100000].map((rows) => {
  prepare(1, rows);
  return [rows, measure('half of the rows at fault', rows, 20, whole).best];
}));
