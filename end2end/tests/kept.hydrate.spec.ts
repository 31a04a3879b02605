// A line that drops, a server that dies, a window that closes: what was typed is still there.
import { answer, of, saved, start, step } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test, type Page } from '../helpers/test.ts';

test('typing goes on without a connection, survives a closed window, and is saved when the line is back', async ({ page, asked, complaints }) => {
  complaints.expect(/net::ERR_/);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answer(page, { 'company.name': 'Before the line dropped' });
  await saved(page);
  const name = page.locator('[name="f:company.name"]');

  // It comes back by itself.
  await page.context().setOffline(true);
  await answer(page, { 'company.name': 'Typed without a line' });
  await expect(page.getByText('Offline · kept on this device')).toBeVisible();
  await page.context().setOffline(false);
  await saved(page);
  await page.reload();
  await hydrated(page);
  await expect(name).toHaveValue('Typed without a line');

  // The window closes before the line is back: the next visit offers what this device kept. The portal is down as well,
  // since the browser sends a last save behind a window that closed.
  await page.context().setOffline(true);
  await answer(page, { 'company.name': 'Typed before the window closed', 'company.contact_name': 'Person One' });
  await expect(page.getByText('Offline · kept on this device')).toBeVisible();
  await asked.portal.crash();
  const company = of(page, '/company');
  const later = await page.context().newPage();
  await page.close();
  await later.context().setOffline(false);
  await asked.portal.restart();
  await later.goto(company);
  await hydrated(later);
  await expect(later.locator('[name="f:company.name"]')).toHaveValue('Typed without a line');
  await expect(later.getByText('Changes that did not reach the server are kept on this device: 2.')).toBeVisible();
  await expectAccessible(later);
  // Looking away loses nothing.
  await later.reload();
  await hydrated(later);
  await later.getByRole('button', { name: 'Bring them back' }).click();
  await expect(later.locator('[name="f:company.name"]')).toHaveValue('Typed before the window closed');
  await saved(later);
  await later.reload();
  await hydrated(later);
  await expect(later.locator('[name="f:company.contact_name"]')).toHaveValue('Person One');
  await expect(later.getByText('kept on this device')).toHaveCount(0);
});

test('the portal dies while somebody types, and has everything after it is back', async ({ page, asked, complaints }) => {
  complaints.expect(/net::ERR_/);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answer(page, { 'company.name': 'Acknowledged before the crash' });
  await saved(page);
  await asked.portal.crash();
  await answer(page, { 'company.contact_name': 'Typed while it was down' });
  await expect(page.getByText('Not saved · kept on this device, trying again')).toBeVisible();
  await asked.portal.restart();
  await saved(page);
  await page.reload();
  await hydrated(page);
  await expect(page.locator('[name="f:company.name"]')).toHaveValue('Acknowledged before the crash');
  await expect(page.locator('[name="f:company.contact_name"]')).toHaveValue('Typed while it was down');
});

const field = (page: Page, key: string) => page.locator(`[name="f:${key}"]`);
const kept = (page: Page, n: number) => page.getByText(`Changes that did not reach the server are kept on this device: ${n}.`);

/** Another window of the same browser, whose saves do not arrive. */
async function cutOff(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.route('**/answer/*/save', (route) => route.abort());
  await other.goto(of(page, '/company'));
  await hydrated(other);
  return other;
}

test('two windows keep what they have apart, and the next one brings back both', async ({ page, asked, complaints }) => {
  complaints.expect(/net::ERR_/);
  await page.goto(asked.link);
  await start(page);
  const [first, second] = [await cutOff(page), await cutOff(page)];
  await answer(first, { 'company.name': 'Typed in the first' });
  await answer(second, { 'company.contact_name': 'Typed in the second' });
  for (const one of [first, second]) await expect(one.getByText('Not saved · kept on this device, trying again')).toBeVisible();

  await page.goto(of(page, '/smelters'));
  await hydrated(page);
  await expect(kept(page, 2)).toBeVisible();
  // Putting away a word about something else takes nothing away.
  await page.locator('button[data-action=add]').click();
  await page.locator('[data-action=delete]').first().click();
  await expect(page.getByText(/1 was removed\./)).toBeVisible();
  await page.locator('[data-action=dismiss]').click();
  await expect(kept(page, 2)).toBeVisible();
  await page.getByRole('button', { name: 'Bring them back' }).click();
  await step(page, 'company');
  await expect(field(page, 'company.name')).toHaveValue('Typed in the first');
  await expect(field(page, 'company.contact_name')).toHaveValue('Typed in the second');
  await saved(page);
});

test('what comes back does not overwrite what was typed since', async ({ page, asked, complaints }) => {
  complaints.expect(/net::ERR_/);
  await page.goto(asked.link);
  await start(page);
  const other = await cutOff(page);
  await answer(other, { 'company.name': 'The older text', 'company.contact_name': 'Kept Person' });
  await expect(other.getByText('Not saved · kept on this device, trying again')).toBeVisible();
  await page.goto(of(page, '/company'));
  await hydrated(page);
  await expect(kept(page, 2)).toBeVisible();
  await answer(page, { 'company.name': 'The newer text' });
  await saved(page);
  await page.getByRole('button', { name: 'Bring them back' }).click();
  const choice = page.locator('section.conflicts');
  await expect(choice).toContainText('The older text');
  await expect(choice).toContainText('The newer text');
  await expect(field(page, 'company.name')).toHaveValue('The newer text');
  await expect(field(page, 'company.contact_name')).toHaveValue('Kept Person');
  await page.getByRole('button', { name: 'Use mine' }).click();
  await expect(field(page, 'company.name')).toHaveValue('The older text');
  await saved(page);
});

test('where the device keeps nothing, the page does not say so', async ({ page, asked, complaints }) => {
  complaints.expect(/net::ERR_/);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await page.route('**/answer/*/save', (route) => route.abort());
  await answer(page, { 'company.name': 'Nowhere but here' });
  await expect(page.getByText('Not saved · keep this window open, trying again')).toBeVisible();
  await page.unroute('**/answer/*/save');
  await saved(page);
});
