// The worker that suggests smelters: loads its module, its words and the list's table once, then answers each keystroke.
let suggest, learn;

/** How Chinese and Japanese letters are read: fetched with the first of them; without it they are looked for as they are. */
async function read() {
  const [address, take] = learn;
  learn = undefined;
  const answer = await fetch(address).catch(() => null);
  if (answer?.ok) take(await answer.text());
}

onmessage = async ({ data }) => {
  if (suggest) {
    if (learn && /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9d]/.test(data.text)) await read();
    postMessage({ id: data.id, ...JSON.parse(suggest(data.text, data.metal, data.special, data.whole)) });
    return;
  }
  try {
    const got = (address) => fetch(address).then((answer) => (answer.ok ? answer : Promise.reject(answer.status)));
    const [module, texts, table] = await Promise.all([
      import(data.js).then((module) => module.default({ module_or_path: data.wasm }).then(() => module)),
      got(data.texts).then((answer) => answer.text()),
      got(data.table).then((answer) => answer.arrayBuffer()),
    ]);
    const words = module.open(new Uint8Array(table), data.language, texts);
    if (words) {
      suggest = module.suggest;
      if (data.readings) learn = [data.readings, module.learn];
    }
    postMessage({ words: words ? JSON.parse(words) : null });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
