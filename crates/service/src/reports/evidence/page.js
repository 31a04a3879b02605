'use strict';
// Reads a bundle piece by piece, checks it, and shows what is in it. Whatever comes out of the file is set as text.
const all = JSON.parse(document.getElementById('texts').textContent);
let language = navigator.language.startsWith('zh') ? 'zh' : 'en';
const t = (key, args = {}) =>
  (all[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in args ? String(args[name]) : whole));
const id = (name) => document.getElementById(name);
const make = (tag, text = '', kind = '') => {
  const element = document.createElement(tag);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
};
const TOLD = 20;
const SHOWN = 200_000;

class Check {
  constructor(key) {
    Object.assign(this, { key, outcome: 'holds', n: 0, problems: [], more: 0 });
  }
  unless(holds, problem, of) {
    if (holds) return;
    this.outcome = 'fails';
    if (this.problems.length < TOLD) this.problems.push([problem, of]);
    else this.more += 1;
  }
}

// The frame: a zip in which nothing is compressed, and every byte around the parts follows from them.
const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
const crc32 = (bytes) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
const ascii = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const frame = (...words) => {
  const size = words.reduce((sum, word) => sum + (typeof word === 'string' ? word.length : word[0]), 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const word of words) {
    if (typeof word === 'string') {
      bytes.set(ascii(word), at);
      at += word.length;
    } else {
      if (word[0] === 4) view.setUint32(at, word[1], true);
      else view.setUint16(at, word[1], true);
      at += word[0];
    }
  }
  return bytes;
};
const common = (part) => [
  [2, 10], [2, 0], [2, 0], [2, 0], [2, 0x21],
  [4, part.crc], [4, part.size], [4, part.size], [2, part.name.length], [2, 0],
];
const before = (part) => frame([4, 0x04034b50], ...common(part), part.name);
const directory = (parts, at) => {
  const lines = parts.map((part) =>
    frame([4, 0x02014b50], [2, 10], ...common(part), [2, 0], [2, 0], [2, 0], [4, 0], [4, part.at], part.name));
  const size = lines.reduce((sum, line) => sum + line.length, 0);
  const n = parts.length & 0xffff;
  lines.push(frame([4, 0x06054b50], [2, 0], [2, 0], [2, n], [2, n], [4, size], [4, at >>> 0], [2, 0]));
  return lines;
};
const differ = (found, written) => {
  let at = 0;
  while (at < written.length && found[at] === written[at]) at += 1;
  return at === written.length && found.length === written.length ? -1 : at;
};
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (bytes) => hex(await crypto.subtle.digest('SHA-256', bytes));

class Bundle {
  constructor(file) {
    Object.assign(this, { file, parts: [], wrongAt: -1 });
  }
  async bytes(from, to) {
    return new Uint8Array(await this.file.slice(from, to).arrayBuffer());
  }
  wrong(at) {
    if (this.wrongAt < 0) this.wrongAt = at;
  }
  async read(told) {
    let at = 0;
    for (;;) {
      told(at / this.file.size);
      const head = await this.bytes(at, at + 30);
      const view = new DataView(head.buffer);
      if (head.length < 30 || view.getUint32(0, true) !== 0x04034b50) break;
      const begins = at + 30 + view.getUint16(26, true);
      const whole = await this.bytes(at, begins);
      const name = String.fromCharCode(...whole.subarray(30, 30 + 256));
      const part = { name, at, begins, crc: view.getUint32(14, true), size: view.getUint32(22, true) };
      const off = differ(whole, before(part));
      if (off >= 0) return this.wrong(at + off);
      const bytes = await this.bytes(begins, begins + part.size);
      if (bytes.length < part.size) return this.wrong(begins + bytes.length);
      if (crc32(bytes) !== part.crc) this.wrong(begins);
      part.sha256 = await sha256(bytes);
      this.parts.push(part);
      at = begins + part.size;
    }
    for (const line of directory(this.parts, at)) {
      const off = differ(await this.bytes(at, at + line.length), line);
      if (off >= 0) return this.wrong(at + off);
      at += line.length;
    }
    if (at !== this.file.size) this.wrong(at);
  }
  part(name) {
    return this.parts.find((part) => part.name === name);
  }
  async text(name) {
    const part = this.part(name);
    return part ? new TextDecoder().decode(await this.bytes(part.begins, part.begins + part.size)) : null;
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

function checkParts(bundle, manifest) {
  const check = new Check('parts');
  check.n = manifest.parts.length;
  const found = new Map();
  for (const part of bundle.parts) {
    check.unless(!found.has(part.name), 'twice', part.name);
    found.set(part.name, part);
  }
  const named = new Set(['manifest.json']);
  for (const part of manifest.parts) {
    check.unless(!named.has(part.name), 'twice', part.name);
    named.add(part.name);
    const own = found.get(part.name);
    if (!own) check.unless(false, 'missing', part.name);
    else check.unless(own.sha256 === part.sha256 && own.size === part.size, 'changed', part.name);
  }
  for (const name of found.keys()) check.unless(named.has(name), 'not_named', name);
  return check;
}

function checkSnapshot(bundle, manifest, snapshot) {
  const check = new Check('snapshot');
  const said = snapshot && ['company', 'name', 'year'].every((key) => snapshot[key] === manifest[key]);
  check.unless(said, 'snapshot_says', manifest.name);
  if (!manifest.held.some((held) => held.name === 'snapshot.json')) {
    check.unless(bundle.part('snapshot.json')?.sha256 === manifest.hash, 'snapshot_hash', manifest.hash);
  } else if (said) check.outcome = 'not';
  return check;
}

const revisions = (snapshot) =>
  snapshot.requests.filter((request) => request.revision).map((request) => ({
    name: `revisions/${request.id}-${request.revision.number}.json`,
    key: `${request.id} ${request.revision.number}`,
    hash: request.revision.hash,
    supplier: request.supplier,
  }));

function checkRevisions(bundle, manifest, snapshot) {
  const check = new Check('revisions');
  const hashes = new Map(bundle.parts.map((part) => [part.name, part.sha256]));
  const held = new Map(manifest.held.map((it) => [it.name, it.sha256]));
  const known = new Set();
  for (const { name, hash } of revisions(snapshot)) {
    check.n += 1;
    check.unless(hashes.get(name) === hash || held.get(name) === hash, 'revision', name);
    known.add(name);
  }
  for (const name of hashes.keys()) {
    if (name.startsWith('revisions/')) check.unless(known.has(name), 'not_counted', name);
  }
  return check;
}

function checkLists(bundle, manifest, snapshot) {
  const check = new Check('lists');
  check.n = snapshot.lists.length;
  const known = new Set([...bundle.parts, ...manifest.held].map((it) => it.sha256));
  for (const list of snapshot.lists) check.unless(known.has(list.hash), 'list', list.hash);
  return check;
}

function checkPublished(bundle, manifest) {
  const check = new Check('published');
  if (!Array.isArray(manifest.published)) return Object.assign(check, { outcome: 'not' });
  check.n = manifest.published.length;
  const named = new Set(manifest.published.map((filed) => filed.part));
  for (const { part, file, sha256: hash } of manifest.published) {
    check.unless(bundle.part(part)?.sha256 === hash, 'published', file);
  }
  for (const part of manifest.parts) {
    if (part.kind === 'published') check.unless(named.has(part.name), 'not_published', part.name);
  }
  return check;
}

function cells(line) {
  const out = [''];
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    if (line[i] === '"' && quoted && line[i + 1] === '"') out[out.length - 1] += line[(i += 1)];
    else if (line[i] === '"') quoted = !quoted;
    else if (line[i] === ',' && !quoted) out.push('');
    else out[out.length - 1] += line[i];
  }
  return out;
}
const rows = (csv) => csv.split('\n').map((line) => line.replace(/\r$/, '')).filter((line) => line).map(cells);

function checkFigures(snapshot, csv) {
  const check = new Check('figures');
  if (csv === null) return Object.assign(check, { outcome: 'not' });
  check.n = snapshot.figures.length;
  const printed = new Map(rows(csv).slice(1).map((row) => [row[0], row[3]]));
  for (const figure of snapshot.figures) check.unless(printed.get(figure.id) === figure.printed, 'figure', figure.id);
  check.unless(printed.size === snapshot.figures.length, 'figures_more', printed.size);
  return check;
}

// The hash of an entry: SHA-256 over its parts, each with its length in front.
const encoder = new TextEncoder();
async function entryHash(entry) {
  const { seq, previous, at, actor, action, object, detail } = entry;
  const parts = [seq, previous, at, actor, action, object, detail].map((part) => encoder.encode(String(part)));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 8 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  for (const part of parts) {
    view.setUint32(place + 4, part.length);
    bytes.set(part, place + 8);
    place += 8 + part.length;
  }
  return sha256(bytes);
}

async function walkLog(bundle, manifest, told) {
  const check = new Check('log');
  const cameIn = new Map();
  const parts = manifest.parts.filter((part) => part.kind === 'log');
  const held = new Map(manifest.held.filter((it) => it.kind === 'log').map((it) => [it.name, it.sha256]));
  // Of an entry whose content stays inside, the manifest says the hash.
  const hashOf = (entry) => (entry.object === null || entry.detail === null
    ? held.get(`log/entry-${entry.seq}`)
    : entryHash(entry));
  let last = { seq: 0, hash: '' };
  for (const [at, { name }] of parts.entries()) {
    told(at / parts.length);
    for (const line of ((await bundle.text(name)) ?? '').split('\n')) {
      if (!line) continue;
      const entry = parsed(line);
      if (!entry) {
        check.unless(false, 'unreadable', name);
        continue;
      }
      check.n += 1;
      check.unless(entry.seq === last.seq + 1, 'entry_missing', entry.seq);
      check.unless(entry.previous === last.hash, 'entry_unlinked', entry.seq);
      check.unless((await hashOf(entry)) === entry.hash, 'entry_changed', entry.seq);
      if (entry.action === 'request.submitted' && entry.object !== null) {
        const said = parsed(entry.detail);
        if (said) cameIn.set(`${entry.object.replace(/^request:/, '')} ${said.number}`, said.hash);
      }
      last = entry;
    }
  }
  check.unless(last.seq > 0, 'no_log', 'log');
  return { check, cameIn, last };
}

function checkFreeze(manifest, last) {
  const check = new Check('freeze');
  const is = last.action === 'snapshot.taken' && last.object === `snapshot:${manifest.snapshot}`;
  check.unless(is && parsed(last.detail)?.hash === manifest.hash, 'freeze', manifest.name);
  return check;
}

function checkTold(snapshot, cameIn) {
  const check = new Check('told');
  for (const { name, key, hash } of revisions(snapshot)) {
    check.n += 1;
    check.unless(cameIn.get(key) === hash, 'not_told', name);
  }
  return check;
}

async function checkAll(file, told) {
  const bundle = new Bundle(file);
  const framed = new Check('file');
  await bundle.read((share) => told(share * 0.8));
  framed.n = bundle.parts.length;
  framed.unless(bundle.wrongAt < 0, 'byte', bundle.wrongAt);
  const manifest = parsed(await bundle.text('manifest.json'));
  if (!Array.isArray(manifest?.parts) || !Array.isArray(manifest.held)) {
    framed.unless(false, 'manifest', 'manifest.json');
    return { bundle, manifest: null, checks: [framed] };
  }
  const whole = await bundle.text('snapshot.json');
  const snapshot = parsed(whole ?? (await bundle.text('snapshot-in-part.json')));
  const log = await walkLog(bundle, manifest, (share) => told(0.8 + share * 0.2));
  const checks = [framed, checkParts(bundle, manifest), checkSnapshot(bundle, manifest, snapshot)];
  const csv = await bundle.text('figures/figures.csv');
  if (snapshot) {
    checks.push(checkRevisions(bundle, manifest, snapshot), checkLists(bundle, manifest, snapshot));
    checks.push(checkFigures(snapshot, csv));
  }
  checks.push(checkPublished(bundle, manifest));
  checks.push(log.check, checkFreeze(manifest, log.last));
  checks.push(snapshot ? checkTold(snapshot, log.cameIn) : Object.assign(new Check('told'), { outcome: 'not' }));
  return { bundle, manifest, checks, snapshot, csv, head: log.last.hash };
}

// Showing.
const MARKS = { holds: ['✓', 'good'], fails: ['✗', 'bad'], not: ['–', ''] };

function showCheck(check) {
  const line = make('li');
  const [mark, kind] = MARKS[check.outcome];
  const says = check.outcome === 'not' ? 'not' : 'check';
  line.append(make('span', `${mark} ${t('evidence.' + check.outcome)}: `, `mark ${kind}`));
  line.append(t(`evidence.${says}.${check.key}`, { n: check.n }));
  if (check.problems.length) {
    const list = make('ul');
    for (const [problem, of] of check.problems) list.append(make('li', t('evidence.problem.' + problem, { of })));
    if (check.more) list.append(make('li', t('evidence.more', { n: check.more })));
    line.append(list);
  }
  return line;
}

function table(heads, lines) {
  const out = make('table');
  const head = make('tr');
  for (const text of heads) {
    const cell = make('th', text);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = make('tbody');
  body.append(...lines);
  out.append(make('thead'), body);
  out.tHead.append(head);
  return out;
}

function partLine(done, part, names) {
  const line = make('tr');
  const called = make('td');
  const label = names.get(part.name);
  if (label) called.append(make('div', label));
  called.append(make('code', part.name));
  const act = make('td');
  const show = make('button', t('evidence.show'));
  show.type = 'button';
  show.setAttribute('aria-label', `${t('evidence.show')}: ${label ?? part.name}`);
  show.addEventListener('click', async () => {
    const open = act.querySelector('pre');
    if (open) return open.remove();
    const text = (await done.bundle.text(part.name)) ?? '';
    const shown = make('pre', text.length > SHOWN ? text.slice(0, SHOWN) + ' …' : text);
    shown.tabIndex = 0;
    act.append(shown);
  });
  act.append(show);
  line.append(called, make('td', `${part.size.toLocaleString(language)} B`, 'number'), act);
  return line;
}

function showInside(done) {
  const names = new Map();
  if (done.snapshot) {
    const suppliers = new Map(done.snapshot.suppliers.map((supplier) => [supplier.id, supplier.name]));
    for (const { name, supplier } of revisions(done.snapshot)) names.set(name, suppliers.get(supplier));
  }
  for (const { part, file, published_on: day, address, sha256: hash } of done.manifest.published ?? []) {
    names.set(part, [file, day, address, `SHA-256 ${hash}`].filter((it) => it).join(' · '));
  }
  const kinds = [...new Set(done.manifest.parts.map((part) => part.kind))];
  return kinds.map((kind) => {
    const parts = done.manifest.parts.filter((part) => part.kind === kind);
    const box = make('details');
    box.append(make('summary', `${t('evidence.kind.' + kind)} (${parts.length})`));
    const heads = ['evidence.part', 'evidence.size', 'evidence.content'].map((key) => t(key));
    // Thousands of lines are made when somebody wants to see them.
    box.addEventListener('toggle', () => {
      if (box.childElementCount > 1) return;
      box.append(table(heads, parts.map((part) => partLine(done, part, names))));
      if (kind !== 'figures' || done.csv === null) return;
      const lines = rows(done.csv).slice(1).map((row) => {
        const line = make('tr');
        line.append(make('td', row[0]), make('td', row[3]), make('td', row[4]));
        return line;
      });
      box.append(table(['evidence.figure', 'evidence.says', 'evidence.means'].map((key) => t(key)), lines));
    });
    return box;
  });
}

function show(done) {
  const fails = done.checks.filter((check) => check.outcome === 'fails').length;
  id('verdict').textContent = fails || !done.manifest ? t('evidence.broken') : t('evidence.whole');
  id('verdict').className = fails || !done.manifest ? 'bad' : 'good';
  id('checks').replaceChildren(...done.checks.map(showCheck));
  const manifest = done.manifest;
  const facts = manifest
    ? { report: manifest.name, company: manifest.company, year: manifest.year, hash: manifest.hash, head: done.head }
    : {};
  id('facts').replaceChildren(
    ...Object.entries(facts).flatMap(([key, value]) => [make('dt', t('evidence.fact.' + key)), make('dd', String(value))]),
  );
  id('inside').replaceChildren(...(manifest ? showInside(done) : []));
  const held = manifest?.held ?? [];
  id('held-part').hidden = held.length === 0;
  id('held').replaceChildren(...held.map((it) => {
    const line = make('li', `${t('evidence.kind.' + it.kind)}, ${it.says}: ${t('evidence.why.' + it.why)} `);
    if (it.sha256) line.append(make('code', it.sha256));
    return line;
  }));
  id('result').hidden = false;
}

let last = null;
function speak() {
  document.documentElement.lang = language;
  id('language').textContent = language === 'zh' ? 'English' : '中文';
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  if (last) show(last);
}

async function take(file) {
  if (!file) return;
  id('result').hidden = true;
  if (!globalThis.crypto?.subtle) {
    id('busy').textContent = t('evidence.no_crypto');
    return;
  }
  id('busy').textContent = t('evidence.busy', { name: file.name });
  id('progress').hidden = false;
  try {
    last = await checkAll(file, (share) => (id('progress').value = share));
    show(last);
    id('busy').textContent = '';
    id('verdict').focus();
  } catch (error) {
    id('busy').textContent = t('evidence.unreadable', { why: error.message });
  } finally {
    id('progress').hidden = true;
  }
}

id('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  speak();
});
id('file').addEventListener('change', () => take(id('file').files[0]));
for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    id('drop').classList.toggle('over', name === 'dragenter' || name === 'dragover');
    if (name === 'drop') take(event.dataTransfer.files[0]);
  });
}
speak();
