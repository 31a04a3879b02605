// Reads each file named on standard input with an instance of its own, as a visitor's worker does. Prints how many
// bytes of memory the instance has in the end (they are never given back), the milliseconds, and the answer.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
// What the libraries beneath would ask of a browser (its clock). Reading asks for none of it.
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  (imports[from] ??= {})[name] = () => {
    throw new Error(`the reader asks the browser for ${name}`);
  };
}
for await (const file of createInterface({ input: process.stdin })) {
  const { memory, input, run, output } = new WebAssembly.Instance(module, imports).exports;
  const bytes = readFileSync(file);
  let answer;
  const begun = performance.now();
  try {
    // Making room may move the memory, so ask for it first.
    const at = input(bytes.length);
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    const length = run();
    answer = new TextDecoder().decode(new Uint8Array(memory.buffer, output(), length));
  } catch (error) {
    answer = `died: ${error}`.replaceAll('\n', ' ');
  }
  const ms = Math.round(performance.now() - begun);
  process.stdout.write(`${memory.buffer.byteLength} ${ms} ${answer}\n`);
}
