// The worker that reads workbooks: loads the module that the page names, and hands back what it says as text. It stays
// for the next file, and then has the module. What fills a file in it keeps until the page wants it.
let changes;
onmessage = async ({ data }) => {
  if (data === 'fill') {
    postMessage({ changes });
    return;
  }
  try {
    const [js, wasm, page, bytes] = data;
    const module = await import(js);
    await module.default({ module_or_path: wasm });
    const report = (stage, done, total) => postMessage({ stage, done, total });
    let result;
    [result, changes] = module.read(new Uint8Array(bytes), page, report);
    postMessage({ result });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
