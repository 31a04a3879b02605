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
    if (width === 'desk') for (const found of await illegible(page)) wrong.push(`${name}: ${found}`);
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(SIZES.desk);
  return wrong;
}

/** DESK-1: what cannot be read while the pointer is on it (the first so many): axe never moves it. */
export async function illegible(page: Page, what = '.button', most = 10): Promise<string[]> {
  const wrong: string[] = [];
  const buttons = page.locator(what).and(page.locator(':not(:disabled)')).locator('visible=true');
  for (let i = 0; i < Math.min(await buttons.count(), most); i++) {
    const button = buttons.nth(i);
    await button.hover({ timeout: 2_000, trial: false }).catch(() => undefined);
    // Colours glide; what counts is where they end.
    await button.evaluate((it) => Promise.all(it.getAnimations().map((a) => a.finished.catch(() => undefined))));
    const contrast = await button.evaluate((it) => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
      const over = (colour: string, ground: number[]): number[] => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = `rgb(${ground.join(' ')})`;
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const chain: Element[] = [];
      for (let at: Element | null = it; at; at = at.parentElement) chain.unshift(at);
      const ground = chain.reduce((below, at) => over(getComputedStyle(at).backgroundColor, below), [255, 255, 255]);
      const label = over(getComputedStyle(it).color, ground);
      const light = (c: number[]) => {
        const [r, g, b] = c.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const [high, low] = [light(label), light(ground)].sort((a, b) => b - a);
      return (high + 0.05) / (low + 0.05);
    });
    if (contrast < 4.5) wrong.push(`the label of “${(await button.innerText()).trim()}” has a contrast of ${contrast.toFixed(1)} under the pointer`);
  }
  await page.mouse.move(0, 0);
  return wrong;
}
