// A slow line: a TCP proxy that sends everything on one schedule of so many bits per second, and late by so many
// milliseconds. The browser's own network emulation does not slow localhost reliably.
import net from 'node:net';

/// Listens on a free port and forwards to `port`; `stats` counts the bytes that went to the browser.
export async function slowLine(port, { bitsPerSecond, delayMs }) {
  const stats = { bytes: 0 };
  let freeAt = 0;
  const server = net.createServer((browser) => {
    const upstream = net.connect(port, '127.0.0.1');
    browser.setNoDelay(true);
    upstream.setNoDelay(true);
    // One way takes half the round trip; a new connection costs a round trip of its own.
    const openedAt = performance.now() + (delayMs > 0 ? delayMs : 0);
    const later = (at, act) => setTimeout(act, Math.max(0, at - performance.now()));
    browser.on('data', (chunk) => later(Math.max(performance.now(), openedAt) + delayMs / 2, () => upstream.write(chunk)));
    upstream.on('data', (chunk) => {
      stats.bytes += chunk.length;
      for (let i = 0; i < chunk.length; i += 1460) {
        const piece = chunk.subarray(i, i + 1460);
        const now = performance.now();
        const time = bitsPerSecond ? (piece.length * 8000) / bitsPerSecond : 0;
        freeAt = Math.max(now, freeAt) + time;
        later(freeAt + delayMs / 2, () => browser.writable && browser.write(piece));
      }
    });
    upstream.on('end', () => later(freeAt + delayMs / 2 + 1, () => browser.end()));
    for (const [one, other] of [[browser, upstream], [upstream, browser]]) {
      one.on('error', () => other.destroy());
      one.on('close', () => later(freeAt + delayMs, () => other.destroy()));
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { port: server.address().port, stats, close: () => server.close() };
}
