// In WebKit a page comes back as it was left, but for its controls: those show what the server once sent.
import { driver, WebKit } from '../helpers/webkit.ts';
import { expect, test } from '../helpers/test.ts';

const NAME = '[name="f:company.contact_name"]';
const SAVED = `document.querySelector('.save')?.dataset.state === 'save.saved'`;

test('CASE-17 the back button of WebKit brings no old answer back, and one more letter does not save it', async ({ asked }) => {
  if (!driver && process.env.CI) throw new Error('WebKitWebDriver is needed here: install webkit2gtk-driver');
  test.skip(!driver, 'SKIPPED: WebKit, since there is no WebKitWebDriver (Debian: webkit2gtk-driver, xvfb)');
  const browser = await WebKit.start();
  try {
    await browser.go(asked.link);
    await browser.click('button[value=start]');
    await browser.until(`'hydrated' in document.documentElement.dataset`);
    const form = (await browser.url()).match(/^.*\/answer\/[0-9a-f]{32}/)![0];
    await browser.go(form + '/company');
    await browser.until(`'hydrated' in document.documentElement.dataset`);
    await browser.type(NAME, 'Old Person');
    await browser.until(SAVED);

    // From here on the page holds the older name in its markup.
    await browser.go(form + '/company');
    await browser.until(`'hydrated' in document.documentElement.dataset`);
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
