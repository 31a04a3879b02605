// The demonstration's page of components: what holds for each here holds wherever it stands.
import { illegible } from '../helpers/look.ts';
import { axeFinds, expect, hydrated, test } from '../helpers/test.ts';

test('DESK-1 every component is legible at rest and under the pointer, light and dark', async ({ page, demo }) => {
  test.setTimeout(180_000);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(demo.url + '/demo/components');
    await hydrated(page);
    expect(await axeFinds(page), colorScheme).toEqual([]);
    expect(await illegible(page, '.kit :is(.button, a, .state, .flag)', 100), colorScheme).toEqual([]);
  }
});

test('whoever goes by keyboard sees where they are', async ({ page, demo }) => {
  await page.goto(demo.url + '/demo/components');
  await hydrated(page);
  const all = await page.locator('.kit :is(a[href]:not([tabindex="-1"]), button:enabled, input:not([type=hidden]), select, textarea):visible').count();
  const seen = new Map<string, boolean>();
  for (let i = 0; i < all + 16; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const it = document.activeElement!;
      if (!it.closest('.kit')) return undefined;
      const style = getComputedStyle(it);
      // A link that takes the whole row outlines the row.
      const outlined = (part?: string) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(it, part);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      };
      const seen = outlined() || outlined('::after');
      const box = it.getBoundingClientRect();
      const name = `${it.tagName} ${it.id} ${it.textContent!.trim()} ${Math.round(box.left)},${Math.round(box.top + scrollY)}`;
      return { name, seen: seen || style.boxShadow !== 'none' };
    });
    // A day is several stops, of which one is its calendar.
    if (found) seen.set(found.name, found.seen || seen.get(found.name) === true);
  }
  expect([...seen].filter(([, it]) => !it).map(([name]) => name)).toEqual([]);
  expect(seen.size).toBeGreaterThanOrEqual(all);
});

test('with forced colours buttons keep an edge, and a table its header', async ({ page, demo }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(demo.url + '/demo/components');
  // Boxes to tick are drawn by the system.
  const bare = await page.locator('.kit :is(.button, input:not([type=hidden], [type=checkbox]), select, textarea):visible').evaluateAll((all) =>
    all.filter((it) => getComputedStyle(it).borderTopStyle === 'none').map((it) => it.outerHTML),
  );
  expect(bare).toEqual([]);
  expect(await axeFinds(page)).toEqual([]);
});

test('nothing is wider than a window of 320 pixels', async ({ page, demo }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(demo.url + '/demo/components');
  const over = await page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const all = [...document.querySelectorAll('.kit *')].filter((it) => it.getBoundingClientRect().right > wide + 1);
    return { over: document.documentElement.scrollWidth - wide, all: all.map((it) => it.outerHTML.slice(0, 80)) };
  });
  expect(over.over, over.all.join('\n')).toBeLessThanOrEqual(0);
  expect(await axeFinds(page)).toEqual([]);
});

test('the header says how the table is sorted, and each control what is wrong with it', async ({ page, demo }) => {
  await page.goto(demo.url + '/demo/components');
  await expect(page.locator('th[aria-sort]')).toHaveCount(1);
  await expect(page.getByRole('columnheader', { name: 'Supplier' })).toHaveAttribute('aria-sort', 'ascending');
  for (const [name, text] of [
    ['field-wrong', 'As it is registered.'],
    ['choice-wrong', 'Choose one'],
    ['text-wrong', 'Enter a reason'],
  ]) {
    await expect(page.locator(`#${name}`)).toHaveAccessibleDescription(new RegExp(text));
    await expect(page.locator(`#${name}`)).toHaveAttribute('aria-invalid', 'true');
  }
  await page.getByRole('alert').getByRole('link', { name: 'Enter a name' }).click();
  await expect(page).toHaveURL(/#field-wrong$/);
});
