// A supplier that does nothing is reminded, and the link in the reminder opens its page.
import { DEMO, signIn } from '../helpers/desk.ts';
import { Portal } from '../helpers/portal.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('DESK-28 time passes, and whoever is silent is reminded', async ({ page, elsewhere }) => {
  test.setTimeout(120_000);
  const portal = await Portal.start({ demo: true });
  try {
    // The mailbox is for who is signed in.
    await page.goto(portal.url + '/demo/mail');
    await expect(page).toHaveURL(/\/signin/);
    await signIn(page, portal, DEMO);
    // The desk says who gets what next.
    const next = page.locator('li.ahead').filter({ hasText: 'not opened' }).first();
    const name = (await next.getByRole('link').textContent())!.trim();
    const address = await page.request
      .get(portal.url + '/desk/suppliers?q=' + encodeURIComponent(name))
      .then(async (answer) => (await answer.text()).match(/[a-z]+@[a-z0-9-]+\.example/)![0]);
    const mailbox = portal.url + '/demo/mail?q=' + encodeURIComponent(address);
    const letters = () => page.locator('a[href*="/demo/mail?id="]').count();
    await page.goto(mailbox);
    const before = await letters();
    await expect(async () => {
      await page.goto(portal.url + '/demo/mail');
      await hydrated(page);
      await page.getByRole('button', { name: 'Go on to the next reminder' }).click();
      await expect(page).toHaveURL(/\/demo\/mail$/);
      await page.goto(mailbox);
      expect(await letters()).toBeGreaterThan(before);
    }).toPass({ timeout: 60_000 });
    await page.locator('a[href*="/demo/mail?id="]').first().click();
    const link = page.locator('a[href*="/r/"]').first();
    await elsewhere.goto((await link.getAttribute('href'))!);
    await expect(elsewhere.locator('button[value=start]')).toBeVisible();
    await expectAccessible(elsewhere);
  } finally {
    await portal.stop();
  }
});
