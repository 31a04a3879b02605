// The `test` that all journeys use: fixtures for a portal and a mail server, and an eye on the browser's console.
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import axe from 'axe-core';
import { invite, supplierTable } from './desk.ts';
import { linkIn, MailSink } from './mail.ts';
import { Portal } from './portal.ts';

export { expect, type Page };

/** What the browser complained about; a test ends with none, apart from what it says it expects. */
export class Complaints {
  readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];
  private over = false;

  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** The portal goes: a page that is still open may be fetching ahead what nobody waits for. */
  close(): void {
    this.over = true;
  }

  watch(context: BrowserContext): void {
    context.on('page', (page) => {
      page.on('console', (message) => {
        // Violations of the content security policy come as errors too.
        if (message.type() === 'error') this.note(`${message.text()} (${page.url()})`);
      });
      page.on('pageerror', (error) => this.note(`${error} (${page.url()})`));
    });
  }

  private note(text: string): void {
    if (!this.over) this.seen.push(text);
  }

  get unexpected(): string[] {
    return this.seen.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}

/** More than one worker gives away, though no test fails and it is never started anew. */
const SUPPLIERS = 150;

interface TestFixtures {
  complaints: Complaints;
  mails: MailSink;
  /** A portal of this test's own, empty, which mails to `mails`. */
  portal: Portal;
  /** A page in another browser: somebody who sits elsewhere. */
  elsewhere: Page;
  /** A supplier that was asked. */
  asked: Asked;
}

/** A supplier that was asked and has done nothing yet. */
export interface Asked {
  portal: Portal;
  mails: MailSink;
  name: string;
  email: string;
  /** The link in its invitation. */
  link: string;
}

interface WorkerFixtures {
  /** Suppliers of one portal, one for each test that asks: for tests that are about one supplier only. */
  nextAsked: () => Promise<Asked>;
  /** A portal with the demonstration data, for tests that only look. */
  demo: Portal;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints();
      complaints.watch(context);
      await use(complaints);
      expect(complaints.unexpected, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],
  mails: async ({}, use) => {
    const mails = await MailSink.start();
    await use(mails);
    await mails.stop();
  },
  portal: async ({ mails, complaints }, use, info) => {
    const portal = await Portal.start({ mails });
    await use(portal);
    complaints.close();
    await portal.stop();
    if (info.status !== info.expectedStatus) await info.attach('portal.log', { body: portal.log });
  },
  elsewhere: async ({ browser, complaints }, use) => {
    const context = await browser.newContext({ javaScriptEnabled: scripts(), viewport: { width: 1280, height: 900 } });
    complaints.watch(context);
    await use(await context.newPage());
    await context.close();
  },
  asked: async ({ nextAsked }, use) => use(await nextAsked()),
  nextAsked: [
    async ({ browser }, use) => {
      const mails = await MailSink.start();
      const portal = await Portal.start({ mails });
      const context = await browser.newContext({ javaScriptEnabled: scripts() });
      await invite(await context.newPage(), portal, supplierTable(SUPPLIERS), SUPPLIERS);
      await context.close();
      let given = 0;
      await use(async () => {
        // Every tenth is written to in Chinese.
        given += (given + 1) % 10 === 0 ? 2 : 1;
        if (given > SUPPLIERS) throw new Error(`all ${SUPPLIERS} suppliers were given away: ask more of them`);
        const email = `person${given}@parts${given}.example`;
        const link = linkIn(await mails.wait(email));
        return { portal, mails, name: `Invented Parts ${given} Ltd`, email, link };
      });
      await portal.stop();
      await mails.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  demo: [
    async ({}, use) => {
      const demo = await Portal.start({ demo: true });
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Whether scripts run in this project. */
export function scripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Waits until a page that has scripts answers to typing. */
export async function hydrated(page: Page): Promise<void> {
  if (scripts() && (await page.locator('script[type="module"]').count()) > 0) {
    await page.waitForSelector('html[data-hydrated]', { state: 'attached', timeout: 30_000 });
  }
}

/** What axe finds on the page, a line each. */
export async function axeFinds(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map((it) => `${it.id}: ${it.help}: ${it.nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
  });
}

/** Fails with a readable list if axe finds anything on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // axe waits for timers, which do not run where scripts are off; the markup is the same.
  if (scripts()) expect(await axeFinds(page), `axe on ${page.url()}`).toEqual([]);
}
