// The worker that suggests smelters: loads its module and the list's table once, then answers each keystroke.
let suggest;

/** The text by Unicode's own tables, as the server folds it (`smelters/fold.rs`). The marks by number: `\p{M}` would take
 * those of kana too, which make other letters. */
globalThis.foldLetters = (text) =>
  text.replace(/[™℠]/g, '').normalize('NFKD').replace(/[\u0300-\u036f]/g, '').normalize('NFC').toLowerCase();

onmessage = async ({ data }) => {
  if (suggest) {
    postMessage({ id: data.id, ...JSON.parse(suggest(data.text, data.metal, data.special, data.whole)) });
    return;
  }
  try {
    const [module, table] = await Promise.all([
      import(data.js).then((module) => module.default({ module_or_path: data.wasm }).then(() => module)),
      fetch(data.table).then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(answer.status))),
    ]);
    const words = module.open(new Uint8Array(table), data.language);
    if (words) suggest = module.suggest;
    postMessage({ words: words ? JSON.parse(words) : null });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
