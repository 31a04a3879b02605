// Feeds each line of standard input to the wasm module and prints its report as one line.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const { memory, input, run, output } = instance.exports;
for await (const line of createInterface({ input: process.stdin })) {
  const bytes = new TextEncoder().encode(line);
  // Making room may move the memory, so ask for it first.
  const at = input(bytes.length);
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  const length = run();
  const from = output();
  process.stdout.write(new TextDecoder().decode(new Uint8Array(memory.buffer, from, length)) + '\n');
}
