// A supplier that does nothing is reminded, and the link in the reminder opens its page.
import { DEMO, signIn } from '../helpers/desk.ts';
import { linkIn } from '../helpers/mail.ts';
import { Portal } from '../helpers/portal.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('time passes, and whoever is silent is reminded', async ({ page, elsewhere, mails }) => {
  test.setTimeout(120_000);
  const portal = await Portal.start({ demo: true, smtpPort: mails.port });
  try {
    await signIn(page, portal, DEMO);
    // The desk says who gets what next.
    const next = page.locator('li.ahead').filter({ hasText: 'not opened' }).first();
    const name = (await next.getByRole('link').textContent())!.trim();
    await page.goto(portal.url + '/desk/suppliers?q=' + encodeURIComponent(name));
    const email = (await page.locator('main').textContent())!.match(/[\w.-]+@[\w-]+\.example/)![0];

    await expect(async () => {
      await page.goto(portal.url + '/demo/mail');
      await hydrated(page);
      await page.getByRole('button', { name: 'Go on to the next reminder' }).click();
      await expect(page).toHaveURL(/\/demo\/mail$/);
      expect(mails.mails.some((mail) => mail.to.includes(email))).toBe(true);
    }).toPass({ timeout: 60_000 });
    const reminder = await mails.wait(email);
    await elsewhere.goto(linkIn(reminder));
    await expect(elsewhere.locator('button[value=start]')).toBeVisible();
    await expectAccessible(elsewhere);
    // No two to one address for one occasion.
    expect(mails.mails.filter((mail) => mail.to.includes(email))).toHaveLength(1);
  } finally {
    await portal.stop();
  }
});
