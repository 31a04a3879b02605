// Suggestions under the fields that name a smelter. Loaded when such a field is first entered; a worker searches, so
// typing waits for nothing. What is chosen is written into the row's fields as if it were typed, and so it is saved.
const FIELD = /^(smelter:\d+:)(cid|lookup|name)$/;
const html = document.documentElement;
let addresses, worker, words, input, failedIn, asked = 0, waits = false, filling = false, options = [], active = -1;

const make = (tag, attributes = {}, ...inside) => {
  const it = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
  it.append(...inside);
  return it;
};
const list = make('ul', { role: 'listbox', id: 'suggestions' });
const note = make('p', { role: 'status', class: 'sr' });
const box = make('div', { class: 'suggest' }, list, note);

/** Starts, in the field that has the focus. */
export default function start(all) {
  addresses = all;
  const style = new CSSStyleSheet();
  style.replaceSync(CSS_TEXT);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  const on = (name, handle, options) => document.addEventListener(name, handle, options);
  on('focusin', (event) => enter(event.target));
  on('focusout', (event) => box.contains(event.relatedTarget) || (isOpen() && close()));
  on('input', (event) => !filling && !event.isComposing && typed(event.target));
  on('compositionend', (event) => typed(event.target));
  // Before the form's own: Enter chooses and does not save, Escape closes the list and not the sheet around it.
  on('keydown', key, true);
  on('scroll', () => isOpen() && place(), { capture: true, passive: true });
  on('pointerdown', (event) => box.contains(event.target) || close());
  addEventListener('resize', () => isOpen() && place());
  visualViewport?.addEventListener('resize', () => isOpen() && place());
  // The focus stays in the field.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => choose([...list.children].indexOf(event.target.closest('li'))));
  // What was typed while this was on its way is answered too.
  const here = document.activeElement;
  enter(here);
  if (fits(here)) waits = here.value !== here.defaultValue;
}

const isOpen = () => box.hasAttribute('data-on');
const column = () => FIELD.exec(input.name)[2];
const controls = (col) => document.getElementsByName(FIELD.exec(input.name)[1] + col);
const cell = (col) => [...controls(col)].find((it) => it.form === input.form && host().contains(it));
const host = () => input.closest('dialog') ?? input.closest('main') ?? document.body;
const fits = (it) => it instanceof HTMLInputElement && FIELD.test(it.name) && 'hydrated' in html.dataset;

function enter(it) {
  if (it?.name !== failedIn) failedIn = undefined;
  if (!fits(it)) return;
  input = it;
  if (!worker && !failedIn) call();
  if (!words) return;
  // The browser's own list would lie over this one.
  it.removeAttribute('list');
  const state = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id };
  for (const [name, value] of Object.entries({ ...state, autocomplete: 'off' })) it.setAttribute(name, value);
  list.setAttribute('aria-label', words.list);
  if (box.parentNode !== host()) host().append(box);
}

/** Fetches search and table. What failed is tried again in the next field, and not with every letter: fields are told
 * apart by name, since a row that is drawn anew has other elements. */
function call() {
  const [boot, js, wasm, texts, table, readings] = addresses;
  const mine = (worker = new Worker(boot, { type: 'module' }));
  const lost = () => {
    mine.terminate();
    worker = words = undefined;
    failedIn = input.name;
    close();
  };
  mine.onerror = lost;
  mine.onmessage = ({ data }) => {
    if ('failed' in data) lost();
    else if ('words' in data) {
      words = data.words;
      if (input && document.activeElement === input) {
        enter(input);
        if (waits) ask(false);
      }
    } else if (data.id === asked && document.activeElement === input) show(data);
  };
  mine.postMessage({ js, wasm, texts, table, readings, language: html.lang });
}

function typed(it) {
  if (!fits(it)) return;
  if (it !== input || (words && it.hasAttribute('list'))) enter(it);
  waits = !words;
  if (words) ask(false);
}

function ask(whole) {
  waits = false;
  asked += 1;
  worker.postMessage({
    id: asked, text: input.value, metal: cell('metal')?.value ?? '', special: column() === 'lookup', whole,
  });
}

function show({ options: found, say, shown }) {
  options = found;
  activate(-1);
  const metal = cell('metal');
  const called = (name) => [...(metal?.options ?? [])].find((it) => it.value === name)?.text ?? name;
  list.replaceChildren(...found.map(({ name, cid, metal: of, country, city, why }, i) => {
    const facts = cid ? [cid, of !== metal?.value && called(of), city, country].filter(Boolean).join(' · ') : why;
    const item = make('li', { role: 'option', id: `suggestion-${i}`, 'aria-selected': 'false' },
      make('b', {}, name), make('span', {}, facts));
    if (cid && why) item.append(make('span', {}, why));
    return item;
  }));
  list.hidden = !found.length;
  list.scrollTop = 0;
  input.setAttribute('aria-expanded', String(found.length > 0));
  if (say) tell(say, shown);
  else close();
}

/** Says something to screen readers, and shows it too where it is more than a count. */
function tell(text, shown) {
  note.className = shown ? '' : 'sr';
  note.replaceChildren(text);
  box.toggleAttribute('data-on', shown || options.length > 0);
  place();
}

function close() {
  asked += 1;
  waits = false;
  options = [];
  box.removeAttribute('data-on');
  note.className = 'sr';
  list.hidden = true;
  if (!input) return;
  activate(-1);
  if (input.hasAttribute('aria-expanded')) input.setAttribute('aria-expanded', 'false');
}

/** Under the field, or over it where there is more room. */
function place() {
  const at = input.getBoundingClientRect(), seen = window.visualViewport;
  const bottom = seen ? seen.offsetTop + seen.height : innerHeight;
  const [below, above] = [bottom - at.bottom - 12, at.top - 12];
  const over = below < 180 && above > below;
  const width = Math.min(Math.max(at.width, 352), html.clientWidth - 16);
  Object.assign(box.style, {
    width: `${width}px`,
    left: `${Math.max(8, Math.min(at.left, html.clientWidth - width - 8))}px`,
    top: over ? 'auto' : `${at.bottom + 4}px`,
    bottom: over ? `${innerHeight - at.top + 4}px` : 'auto',
    maxHeight: `${Math.min(352, over ? above : below)}px`,
  });
}

function activate(i) {
  list.children[active]?.setAttribute('aria-selected', 'false');
  active = i;
  const item = list.children[i];
  if (!item) return input?.removeAttribute('aria-activedescendant');
  item.setAttribute('aria-selected', 'true');
  item.scrollIntoView({ block: 'nearest' });
  input.setAttribute('aria-activedescendant', item.id);
}

function key(event) {
  if (!words || event.target !== input || event.isComposing || event.ctrlKey || event.metaKey) return;
  const count = options.length, open = isOpen();
  const undo = open && note.querySelector('button');
  if (event.key === 'ArrowDown' && undo) undo.focus();
  else if (event.key === 'ArrowDown' && !count) ask(column() !== 'cid' && !input.value.trim());
  else if (event.key === 'ArrowDown') activate((active + 1) % count);
  else if (event.key === 'ArrowUp' && count) activate((active < 1 ? count : active) - 1);
  else if (event.key === 'Enter' && count && active >= 0) choose(active);
  else if (event.key === 'Escape' && open) close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Fills in the row as the template's look-up does. What somebody typed elsewhere in it and the list has otherwise is
 * shown, and can be taken back. */
function choose(i) {
  const one = options[i];
  if (!one) return;
  const { name: lookup, cid, metal, country, city } = one;
  const put = cid ? { cid, metal, lookup, country, city } : { lookup };
  if (column() === 'name') put.name = lookup;
  const before = {}, lines = [];
  for (const [col, text] of Object.entries(put)) {
    const control = cell(col);
    if (!control || !text || control.value === text) continue;
    const old = control.value.trim();
    // Where a city is written in many ways, the supplier's own is as good.
    if (old && col === 'city') continue;
    before[col] = control.value;
    if (old && control !== input && old.toLowerCase() !== text.toLowerCase()) {
      const column = control.getAttribute('aria-label') ?? '';
      lines.push(fill(words.replaced, { column, old, new: text }));
    }
  }
  write(Object.fromEntries(Object.keys(before).map((col) => [col, put[col]])));
  close();
  if (!cid) return;
  tell([fill(words.taken, one), ...lines].join(' '), lines.length > 0);
  if (lines.length) {
    const undo = make('button', { type: 'button', class: 'button small' }, words.undo);
    undo.addEventListener('mousedown', (event) => event.preventDefault());
    undo.addEventListener('click', () => { write(before); input.focus(); close(); });
    note.append(' ', undo);
    place();
  }
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** As if it were typed: the form hears it, checks it and saves it. */
function write(cells) {
  filling = true;
  for (const [col, text] of Object.entries(cells)) {
    for (const control of controls(col)) control.value = text;
    cell(col).dispatchEvent(new Event('input', { bubbles: true }));
  }
  if ('cid' in cells) cell('cid').dispatchEvent(new Event('change', { bubbles: true }));
  filling = false;
  input.removeAttribute('list');
}

const CSS_TEXT = `
.suggest { position: fixed; z-index: 9; display: grid; overflow: hidden auto; }
.suggest[data-on] { border: 1px solid var(--line-strong); border-radius: var(--round-small); background: var(--sheet);
  color: var(--ink); box-shadow: 0 6px 20px rgb(0 0 0 / 18%); }
.suggest ul { margin: 0; padding: 0.25rem; list-style: none; }
.suggest li { display: grid; padding: 0.4rem 0.6rem; border-radius: var(--round-small); cursor: pointer; }
.suggest li b { font-weight: 600; }
.suggest li span { color: var(--soft); font-size: var(--small); }
.suggest li:hover { background: var(--sunk); }
.suggest li[aria-selected="true"] { background: var(--accent-soft); outline: 2px solid var(--accent);
  outline-offset: -2px; }
.suggest p:not(.sr) { margin: 0; padding: 0.5rem 0.75rem; color: var(--soft); font-size: var(--small); }
@media (pointer: coarse) { .suggest li { padding-block: 0.65rem; } }
`;
