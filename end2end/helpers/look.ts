// Looking at a page as it stands: with axe, at the width of a desk and of a telephone, and, where wanted, on pictures.
import path from 'node:path';
import { axeFinds, hydrated, type Page } from './test.ts';

const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

export type Width = keyof typeof SIZES;

/** Where pictures go, if anybody wants some. */
const PICTURES = process.env.TOUCHSTONE_PICTURES;

/** What is wrong with the page that is open, at each width. */
export async function look(page: Page, name: string, widths: Width[]): Promise<string[]> {
  await hydrated(page);
  const wrong: string[] = [];
  for (const width of widths) {
    await page.setViewportSize(SIZES[width]);
    for (const found of await axeFinds(page)) wrong.push(`${name} (${width}): ${found}`);
    // A wide table scrolls in its own box, the page does not.
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wrong.push(`${name} (${width}): the page is ${over} pixels wider than the window`);
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(SIZES.desk);
  return wrong;
}
