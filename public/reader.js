// The worker that reads workbooks: loads the module that the page names, and hands the result back as text.
onmessage = async ({ data: { js, wasm, bytes } }) => {
  try {
    const module = await import(js);
    await module.default({ module_or_path: wasm });
    const report = (done, total) => postMessage({ done, total });
    postMessage({ result: module.read(new Uint8Array(bytes), report) });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
