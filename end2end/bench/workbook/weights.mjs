// What the module weighs that reads workbooks, beside others' minified files, all after brotli 11.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { limit } from '../limit.mjs';

const OTHERS = [
  ['exceljs', 'exceljs/dist/exceljs.min.js'], ['SheetJS, full', 'xlsx/dist/xlsx.full.min.js'],
  ['SheetJS, core', 'xlsx/dist/xlsx.core.min.js'], ['SheetJS, mini', 'xlsx/dist/xlsx.mini.min.js'],
];

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/// Prints the weights.
export function weights(site) {
  const manifest = JSON.parse(readFileSync(join(site, 'manifest.json'), 'utf8'));
  const ours = ['reader-worker.js', 'reader.js', 'reader.wasm', 'reader.en.json'].map((name) => readFileSync(join(site, manifest[name].path)));
  const raw = ours.reduce((sum, bytes) => sum + bytes.length, 0);
  const total = ours.reduce((sum, bytes) => sum + brotli(bytes), 0);
  console.log(`Touchstone's worker, with texts, older versions and comparison: ${raw} bytes, brotli ${total}`);
  for (const [name, file] of OTHERS) {
    const path = join(import.meta.dirname, '../node_modules', file);
    const { version } = JSON.parse(readFileSync(join(path, '../../package.json'), 'utf8'));
    const bytes = readFileSync(path);
    console.log(`${name} ${version}: ${bytes.length} bytes, brotli ${brotli(bytes)}`);
  }
  limit('reader module, brotli (aim 120)', total / 1000, 260, 'kB');
}
