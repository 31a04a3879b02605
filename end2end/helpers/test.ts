// The `test` that all journeys use: fixtures for a portal and a mail server, and an eye on the browser's console.
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import axe from 'axe-core';
import { MailSink } from './mail.ts';
import { Portal } from './portal.ts';

export { expect, type Page };

/** What the browser complained about; a test ends with none, apart from what it says it expects. */
export class Complaints {
  readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  expect(pattern: RegExp): void {
    this.expected.push(pattern);
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
    this.seen.push(text);
  }

  get unexpected(): string[] {
    return this.seen.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}

interface TestFixtures {
  complaints: Complaints;
  mails: MailSink;
  /** A portal of this test's own, empty, which mails to `mails`. */
  portal: Portal;
  /** Opens an address and waits until the page answers to typing. */
  goto: (page: Page, url: string) => Promise<void>;
}

interface WorkerFixtures {
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
  portal: async ({ mails }, use, info) => {
    const portal = await Portal.start({ smtpPort: mails.port });
    await use(portal);
    await portal.stop();
    if (info.status !== info.expectedStatus) await info.attach('portal.log', { body: portal.log });
  },
  goto: async ({ javaScriptEnabled }, use) => {
    await use(async (page, url) => {
      await page.goto(url);
      if (javaScriptEnabled) await hydrated(page);
    });
  },
  demo: [
    async ({}, use) => {
      const demo = await Portal.start({ demo: true });
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Waits for the scripts of a page that has any. */
export async function hydrated(page: Page): Promise<void> {
  if ((await page.locator('script[type="module"]').count()) > 0) {
    await page.waitForSelector('html[data-hydrated]', { state: 'attached', timeout: 30_000 });
  }
}

/** Fails with a readable list if axe finds anything on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map((it) => `${it.id}: ${it.help}: ${it.nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
  });
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
