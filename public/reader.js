// The worker that reads workbooks: loads the module that the page names, and hands back what it says as text.
onmessage = async ({ data: { js, wasm, bytes, page } }) => {
  try {
    const module = await import(js);
    await module.default({ module_or_path: wasm });
    const report = (stage, done, total) => postMessage({ stage, done, total });
    postMessage({ result: module.read(new Uint8Array(bytes), page, report) });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
