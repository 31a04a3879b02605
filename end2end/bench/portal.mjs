// A portal with its demonstration, and a browser, for benches.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/// Who signs in to the demonstration.
const DEMO = { email: 'demo@halden.example', password: 'seven-weeks-in' };

/// Starts a portal with its demonstration and opens one supplier's link; says port, cookie and the form's address.
export async function portal(binary) {
  const data = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(binary, ['serve', '--demo', '--addr', `127.0.0.1:${port}`, '--data', data], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  const close = () => { child.kill('SIGKILL'); rmSync(data, { recursive: true, force: true }); };
  const ready = async () => fetch(`${base}/healthz`).then((r) => r.ok, () => false);
  for (const end = Date.now() + 120_000; !(await ready());) {
    if (Date.now() > end) throw new Error('the portal did not start');
    await new Promise((done) => setTimeout(done, 250));
  }
  // The mails of the demonstration are shown to whoever signs in.
  const signedIn = await fetch(`${base}/signin`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(DEMO), headers: { origin: base },
  });
  const member = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const text = async (path) => (await fetch(base + path, { headers: { cookie: member } })).text();
  const mails = [...(await text('/demo/mail?q=answer%20by')).matchAll(/href="(\/demo\/mail\?id=[0-9a-f]+)/g)];
  for (const [, mail] of mails) {
    const link = (await text(mail)).match(/\/r\/[A-Za-z0-9_-]{20,}/)?.[0];
    const started = link && await fetch(base + link, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ act: 'start' }), headers: { origin: base },
    });
    const cookie = started?.headers.get('set-cookie')?.split(';')[0];
    if (!cookie) continue;
    const form = started.headers.get('location');
    const save = (changes, base_revision) => fetch(`${base}${form}/save`, {
      method: 'POST', headers: { origin: base, cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ base_revision, tab: 'bench', section: 'company', changes }),
    });
    const first = await save([{ path: 'f:company.name', value: 'Bench' }], 1_000_000);
    if (first.ok) return { port, cookie, form, save, close };
  }
  close();
  throw new Error('no supplier of the demonstration takes answers');
}

/// Starts the browser.
export function launch() {
  return chromium.launch({
    executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}
