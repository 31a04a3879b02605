// In WebKit a page comes back as it was left, but for its controls: those show what the server once sent.
import { driver, WebKit } from '../helpers/webkit.ts';
import { expect, test } from '../helpers/test.ts';

const NAME = '[name="f:company.contact_name"]';
const ALIVE = `'hydrated' in document.documentElement.dataset`;
const SAVED = `document.querySelector('.save')?.dataset.state === 'save.saved'`;

test('CASE-17 the back button of WebKit brings no old answer back, and one more letter does not save it', async ({ asked }) => {
  if (!driver && process.env.CI) throw new Error('WebKitWebDriver and a screen are needed here: install webkit2gtk-driver and xvfb');
  test.skip(!driver, 'SKIPPED: WebKit, since there is no WebKitWebDriver or no screen (Debian: webkit2gtk-driver, xvfb)');
  const browser = await WebKit.start();
  try {
    await browser.go(asked.link);
    await browser.click('button[value=start]');
    await browser.until(ALIVE);
    const form = (await browser.url()).match(/^.*\/answer\/[0-9a-f]{32}/)![0];
    await browser.go(form + '/company');
    await browser.until(ALIVE);
    await browser.type(NAME, 'Old Person');
    await browser.until(SAVED);

    // From here on the page holds the older name in its markup.
    await browser.go(form + '/company');
    await browser.until(ALIVE);
    expect(await browser.value(NAME)).toBe('Old Person');
    await browser.clear(NAME);
    await browser.type(NAME, 'New Person');
    await browser.until(`${SAVED} && document.querySelector('${NAME}').value === 'New Person'`);
    await browser.run('window.stayed = true');
    await browser.click('footer a[href="/verify"]');
    await browser.until(`location.pathname === '/verify'`);
    await browser.back();
    await browser.until(`location.pathname.endsWith('/company')`);
    // Otherwise the page was loaded anew, and this test would test nothing.
    expect(await browser.run('return window.stayed === true')).toBe(true);
    await browser.until(`document.querySelector('${NAME}').value === 'New Person'`);
    await browser.type(NAME, 's');
    await browser.until(`document.querySelector('${NAME}').value === 'New Persons'`);
    await new Promise((later) => setTimeout(later, 1_500));
    await browser.until(SAVED);
    await browser.go(form + '/company');
    expect(await browser.value(NAME)).toBe('New Persons');
  } finally {
    await browser.stop();
  }
});

/** What every control of the step says, with the names of the rows left out: they differ from page to page. */
const CONTROLS = `[...document.querySelectorAll('#app :is([name^="f:"], [name^="smelter:"])')]
  .filter((it) => it.type === 'radio' ? it.checked : it.value)
  .map((it) => it.name.replace(/^smelter:[0-9]+/, 'smelter') + '=' + it.value)`;

/** Says something in a control as a person does. */
const SAY = `const [selector, text] = arguments;
  const it = document.querySelector(selector);
  if (it.type === 'radio') return it.click();
  it.value = text;
  it.dispatchEvent(new Event('input', { bubbles: true }));
  it.dispatchEvent(new Event('change', { bubbles: true }));`;

test('CASE-17 choices, longer texts and rows come back in WebKit as they were left', async ({ asked }) => {
  test.skip(!driver, 'SKIPPED: WebKit, since there is no WebKitWebDriver or no screen (Debian: webkit2gtk-driver, xvfb)');
  const browser = await WebKit.start();
  // What is said first, which the markup then holds, and what is said instead before the page is left.
  const steps: Record<string, [string, string][][]> = {
    company: [
      [['[name="f:company.address"]', 'Old Street'], ['[name="f:company.scope"][value^="A"]', '']],
      [['[name="f:company.address"]', 'New Street'], ['[name="f:company.scope"][value^="C"]', '']],
    ],
    metals: [[['[name="f:q1.tin"][value="No"]', '']], [['[name="f:q1.tin"][value="Yes"]', '']]],
    policy: [
      [['[name="f:a"][value="No"]', ''], ['[name="f:a.comment"]', 'old']],
      [['[name="f:a"][value="Yes"]', ''], ['[name="f:a.comment"]', 'new']],
    ],
    smelters: [
      [['[name^="smelter:"][name$=":metal"]', 'Tin'], ['[name^="smelter:"][name$=":cid"]', 'CID000001']],
      [['[name^="smelter:"][name$=":metal"]', 'Gold'], ['[name^="smelter:"][name$=":cid"]', 'CID000002']],
    ],
  };
  try {
    await browser.go(asked.link);
    await browser.click('button[value=start]');
    await browser.until(ALIVE);
    const form = (await browser.url()).match(/^.*\/answer\/[0-9a-f]{32}/)![0];
    for (const [step, [first, then]] of Object.entries(steps)) {
      await browser.go(`${form}/${step}`);
      await browser.until(ALIVE);
      if (step === 'smelters') await browser.run(`document.querySelector('button[data-action=add]').click()`);
      // A row is drawn by a part that may still be on its way.
      await browser.until(`document.querySelector(${JSON.stringify(first[0][0])})`);
      for (const [selector, text] of first) await browser.run(SAY, selector, text);
      await new Promise((later) => setTimeout(later, 1_000));
      await browser.until(SAVED);

      await browser.go(`${form}/${step}`);
      await browser.until(ALIVE);
      const before = await browser.run(`return ${CONTROLS}`);
      for (const [selector, text] of then) await browser.run(SAY, selector, text);
      await new Promise((later) => setTimeout(later, 1_000));
      await browser.until(SAVED);
      const left = await browser.run(`return ${CONTROLS}`);
      expect(left, step).not.toEqual(before);
      await browser.run('window.stayed = true');
      await browser.run(`document.querySelector('footer a[href="/verify"]').click()`);
      await browser.until(`location.pathname === '/verify'`);
      await browser.back();
      await browser.until(`location.pathname.endsWith('/${step}')`);
      expect(await browser.run('return window.stayed === true')).toBe(true);
      await expect.poll(() => browser.run(`return ${CONTROLS}`), { message: step }).toEqual(left);
    }
  } finally {
    await browser.stop();
  }
});

test('CASE-19 an empty date looks empty in WebKit, and a filled one filled', async ({ page, asked }) => {
  test.skip(!driver, 'SKIPPED: WebKit, since there is no WebKitWebDriver or no screen (Debian: webkit2gtk-driver, xvfb)');
  const browser = await WebKit.start();
  const date = 'input[type=date]';
  // How much of its middle is unlike the ground that it is written on; the frame is left out.
  const written = async () =>
    page.evaluate(async (png) => {
      const bytes = Uint8Array.from(atob(png), (it) => it.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const [width, height] = [picture.width - 60, picture.height - 12];
      const pen = new OffscreenCanvas(width, height).getContext('2d')!;
      pen.drawImage(picture, 6, 6, width, height, 0, 0, width, height);
      const { data } = pen.getImageData(0, 0, width, height);
      return data.filter((value, i) => i % 4 === 0 && Math.abs(value - data[0]!) > 20).length;
    }, await browser.picture(date));
  try {
    await browser.go(asked.link);
    await browser.click('button[value=start]');
    await browser.until(ALIVE);
    const form = (await browser.url()).match(/^.*\/answer\/[0-9a-f]{32}/)![0];
    await browser.go(form + '/company');
    await browser.until(ALIVE);
    expect(await browser.value(date)).toBe('');
    expect(await written()).toBe(0);
    await browser.run(SAY, date, '2026-05-31');
    await browser.until(SAVED);
    expect(await written()).toBeGreaterThan(50);
  } finally {
    await browser.stop();
  }
});
