// Bundles the SurveyJS page and serves it brotli-compressed.
import { build } from 'esbuild';
import http from 'node:http';
import zlib from 'node:zlib';

export async function serveSurveyJs() {
  const out = await build({
    entryPoints: [new URL('./page.jsx', import.meta.url).pathname],
    bundle: true, minify: true, write: false, outdir: '/', jsx: 'automatic', format: 'esm', logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const html = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    + '<title>Survey</title><link rel="stylesheet" href="/page.css"><div id="root"></div><script type="module" src="/page.js"></script></html>';
  const type = { js: 'text/javascript', css: 'text/css', html: 'text/html' };
  const files = new Map(out.outputFiles.map((f) => [f.path, Buffer.from(f.contents)]));
  files.set('/', Buffer.from(html));
  const packed = new Map([...files].map(([path, body]) => [path, zlib.brotliCompressSync(body)]));
  const server = http.createServer((request, response) => {
    const path = request.url.split('?')[0];
    const body = packed.get(path);
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': type[path.split('.')[1] ?? 'html'], 'content-encoding': 'br', 'content-length': body.length,
    });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const bytes = [...packed.values()].reduce((sum, b) => sum + b.length, 0);
  return { port: server.address().port, brotli: bytes, close: () => server.close() };
}
