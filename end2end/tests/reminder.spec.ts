// A supplier that does nothing is reminded, and the link in the reminder opens its page.
import { DEMO, signIn } from '../helpers/desk.ts';
import { linkIn } from '../helpers/mail.ts';
import { Portal } from '../helpers/portal.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('time passes, and whoever is silent is reminded', async ({ page, elsewhere, mails }) => {
  test.setTimeout(120_000);
  const portal = await Portal.start({ demo: true, mails });
  try {
    await signIn(page, portal, DEMO);
    // The desk says who gets what next.
    const next = page.locator('li.ahead').filter({ hasText: 'not opened' }).first();
    const name = (await next.getByRole('link').textContent())!.trim();
    const about = () => mails.mails.filter((mail) => mail.text.includes(name));
    await expect(async () => {
      await page.goto(portal.url + '/demo/mail');
      await hydrated(page);
      await page.getByRole('button', { name: 'Go on to the next reminder' }).click();
      await expect(page).toHaveURL(/\/demo\/mail$/);
      await expect.poll(about, { timeout: 5_000 }).toHaveLength(1);
    }).toPass({ timeout: 60_000 });
    await elsewhere.goto(linkIn(about()[0]));
    await expect(elsewhere.locator('button[value=start]')).toBeVisible();
    await expectAccessible(elsewhere);
  } finally {
    await portal.stop();
  }
});
