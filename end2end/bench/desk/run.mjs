// How long the desk's pages take in a portal with few suppliers and in one with many (`cargo xtask fill` fills them).
// Usage: node run.mjs PATH_TO_TOUCHSTONE SMALL LARGE [ROUNDS], each a data folder, or DIR=postgres://… with its database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { limit } from '../limit.mjs';

const [binary, small, large, rounds = '40'] = process.argv.slice(2);
const MOST = 100;
const PREVIEW = 300;
const GROWTH = 1.5;

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

async function serve(place, port) {
  const [data, database] = place.split(/=(.*)/s);
  const args = ['serve', '--data', data, '--addr', `127.0.0.1:${port}`, ...(database ? ['--database-url', database] : [])];
  const portal = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 600; i++) {
    if (await fetch(`${address}/signin`).then((r) => r.ok, () => false)) return { portal, address };
    await new Promise((ready) => { setTimeout(ready, 100); });
  }
  throw new Error(`the portal in ${data} does not answer`);
}

/** A session, and a way to fetch pages in it. */
async function signedIn({ address }) {
  const body = new URLSearchParams({ email: 'desk@halden.example', password: 'slow river stones' });
  const answer = await fetch(`${address}/signin`, { method: 'POST', body, redirect: 'manual', headers: { origin: address } });
  const cookie = answer.headers.getSetCookie().map((it) => it.split(';')[0]).join('; ');
  const get = (path) => fetch(address + path, { headers: { cookie }, redirect: 'manual' });
  const home = await get('/desk');
  if (home.status !== 200) throw new Error(`signing in ended with ${answer.status}, home with ${home.status}`);
  return get;
}

/** The first address on a page that looks so. */
async function found(get, page, pattern) {
  const text = await (await get(page)).text();
  const match = text.match(pattern);
  if (!match) throw new Error(`${page} leads to nothing like ${pattern}`);
  return match[1];
}

async function addresses(get) {
  const request = await found(get, '/desk/requests?state=us', /href="(\/desk\/requests\/[0-9a-f-]{8,})["?#]/);
  const supplier = await found(get, '/desk/suppliers', /href="(\/desk\/suppliers\/[0-9a-f-]{8,})"/);
  const smelter = await found(get, '/desk/smelters', /href="(\/desk\/smelters\/CID9\d+)"/);
  const planned = await found(get, '/desk/campaigns', /href="(\/desk\/campaigns\/[0-9a-f-]{8,})"/);
  return {
    home: '/desk',
    'inbox, what waits for us': '/desk/requests',
    'inbox, all': '/desk/requests?state=all',
    'search in the inbox, one hit': '/desk/requests?state=all&q=s-000321',
    'search in the inbox, many hits': '/desk/requests?state=all&q=castings',
    suppliers: '/desk/suppliers',
    'search among suppliers': '/desk/suppliers?q=s-000321',
    'a supplier': supplier,
    'a request': request,
    smelters: '/desk/smelters',
    'search among smelters': '/desk/smelters?q=works+33',
    'a smelter': smelter,
    log: '/desk/log',
    'a campaign': planned,
    'preview of a launch': `${planned}/preview`,
    'first byte of requests.csv': '/desk/requests.csv?state=all',
    'first byte of suppliers.csv': '/desk/suppliers.csv',
    'first byte of smelters.csv': '/desk/smelters.csv',
    'first byte of log.csv': '/desk/log.csv',
  };
}

/** Milliseconds until the page is whole; of a file, until its first bytes are there. */
async function took(get, path, first) {
  const begun = performance.now();
  const answer = await get(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  if (!first) {
    await answer.arrayBuffer();
    return performance.now() - begun;
  }
  const reader = answer.body.getReader();
  await reader.read();
  const ms = performance.now() - begun;
  await reader.cancel();
  return ms;
}

async function measured(place, port) {
  const served = await serve(place, port);
  try {
    const get = await signedIn(served);
    const pages = await addresses(get);
    const all = {};
    for (const [name, path] of Object.entries(pages)) {
      await took(get, path, name.startsWith('first byte'));
      all[name] = [];
    }
    for (let i = 0; i < Number(rounds); i++) {
      for (const [name, path] of Object.entries(pages)) all[name].push(await took(get, path, name.startsWith('first byte')));
    }
    return all;
  } finally {
    served.portal.kill();
    await once(served.portal, 'exit');
  }
}

const few = await measured(small, 4391);
const many = await measured(large, 4392);
let kept = true;
for (const name of Object.keys(many)) {
  const [a, b] = [few[name], many[name]];
  const half = { few: at(a, 0.5), many: at(b, 0.5) };
  console.log(`${name}: median ${half.few.toFixed(1)} and ${half.many.toFixed(1)} ms`);
  kept = limit(`  ${name}, 95th percentile with many`, at(b, 0.95), name.startsWith('preview') ? PREVIEW : MOST, 'ms') && kept;
  kept = limit(`  ${name}, many beside few`, half.many / half.few, GROWTH, 'times') && kept;
}
process.exitCode = kept ? 0 : 1;
