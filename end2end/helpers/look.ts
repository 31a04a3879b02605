// Looking at a page as it stands: with axe, at the width of a desk and of a telephone, and, where wanted, on pictures.
import path from 'node:path';
import { axeFinds, hydrated, type Page } from './test.ts';

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Where pictures go, if anybody wants some. */
const PICTURES = process.env.TOUCHSTONE_PICTURES;

/** What is wrong with the page that is open, at both widths. */
export async function look(page: Page, name: string): Promise<string[]> {
  await hydrated(page);
  const wrong: string[] = [];
  for (const [width, size] of [['desk', DESK], ['phone', PHONE]] as const) {
    await page.setViewportSize(size);
    for (const found of await axeFinds(page)) wrong.push(`${name} (${width}): ${found}`);
    // A wide table scrolls in its own box, the page does not.
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wrong.push(`${name} (${width}): the page is ${over} pixels wider than the window`);
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(DESK);
  return wrong;
}
