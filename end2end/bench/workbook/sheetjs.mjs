// The same workbook read by SheetJS in a worker of its own page: every cell of every sheet, as rows. The worker stays,
// which is the best case for it.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';

const XLSX = join(import.meta.dirname, '../node_modules/xlsx/dist/xlsx.full.min.js');

const WORKER = `importScripts('/xlsx.js');
onmessage = ({ data }) => {
  const book = XLSX.read(data, { dense: true });
  const sheets = book.SheetNames.map((name) => XLSX.utils.sheet_to_json(book.Sheets[name], { header: 1 }));
  postMessage({ rows: sheets.map((rows) => rows.length).reduce((a, b) => a + b) });
};`;

const PAGE = `<!doctype html><title>SheetJS</title><input type=file id=file><script>
let worker;
window.runs = [];
document.getElementById('file').addEventListener('change', async (event) => {
  const begun = performance.now();
  const bytes = await event.target.files[0].arrayBuffer();
  worker ??= new Worker('/worker.js');
  worker.onmessage = () => window.runs.push(performance.now() - begun);
  worker.postMessage(bytes, [bytes]);
  event.target.value = '';
});
</script>`;

/// Serves the page.
export async function serveSheetJs() {
  const files = {
    '/': ['text/html', PAGE], '/worker.js': ['text/javascript', WORKER], '/xlsx.js': ['text/javascript', readFileSync(XLSX)],
  };
  const server = http.createServer((request, response) => {
    const [type, body] = files[request.url] ?? ['text/plain', ''];
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { port: server.address().port, close: () => server.close() };
}

/// Opens the page afresh and reads the file so many times.
export async function readBySheetJs(browser, port, file, times) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`http://127.0.0.1:${port}/`);
  for (let i = 0; i < times; i++) {
    await tab.setInputFiles('#file', file);
    await tab.waitForFunction((n) => window.runs.length > n, i, { timeout: 120_000 });
  }
  const runs = await tab.evaluate(() => window.runs);
  await context.close();
  return runs;
}
