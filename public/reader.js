// The worker that reads workbooks: loads the module that the page names, and hands back what it says as text. It stays
// for the next file, and then has the module.
onmessage = async ({ data: [js, wasm, page, bytes] }) => {
  try {
    const module = await import(js);
    await module.default({ module_or_path: wasm });
    const report = (stage, done, total) => postMessage({ stage, done, total });
    const [result, changes] = module.read(new Uint8Array(bytes), page, report);
    postMessage({ result, changes });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
