// A line that drops, a server that dies, a window that closes: what was typed is still there.
import { answer, saved, start, step } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

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
  const later = await page.context().newPage();
  await page.close();
  await later.context().setOffline(false);
  await asked.portal.restart();
  await later.goto(asked.portal.url + '/answer/company');
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
