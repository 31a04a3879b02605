// The worker that reads workbooks: loads the module and the texts that the page names, and hands back what it says as
// text. It stays for the next file, and then has both. What fills a file in it keeps until the page wants it.
let loaded, changes;

async function load(js, wasm, texts) {
  const [module, aboutFiles] = await Promise.all([
    import(js).then((module) => module.default({ module_or_path: wasm }).then(() => module)),
    fetch(texts).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status))),
  ]);
  return { module, aboutFiles };
}

onmessage = async ({ data }) => {
  if (data === 'fill') {
    postMessage({ changes });
    return;
  }
  try {
    const [js, wasm, texts, page, bytes] = data;
    loaded ??= await load(js, wasm, texts);
    const report = (stage, done, total) => postMessage({ stage, done, total });
    let result;
    [result, changes] = loaded.module.read(new Uint8Array(bytes), page, loaded.aboutFiles, report);
    postMessage({ result });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
