// Views of a list under a name; with scripts and without.
import { DEMO, signIn } from '../helpers/desk.ts';
import { expect, expectAccessible, hydrated, scripts, test } from '../helpers/test.ts';

test('DESK-44 a filtered list is saved, opened, renamed and removed, and says what is gone', async ({ page, demo }) => {
  // Both projects walk on one portal each, but a worker may walk twice.
  const name = `Overdue in Japan ${scripts() ? 'A' : 'B'}${Date.now() % 1_000}`;
  await signIn(page, demo, DEMO);
  await page.goto(demo.url + '/desk/requests?state=overdue&country=JP&spend=0.1');
  await hydrated(page);
  await page.locator('.save-view > summary').click();
  await page.locator('#view-name').fill(name);
  await page.locator('#view-for').selectOption('team');
  await page.locator('.save-view').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('View saved.')).toBeVisible();
  await expect(page.locator('.saved-view[aria-current]')).toContainText(name);
  await page.goto(demo.url + '/desk/requests');
  await page.locator('.saved-view', { hasText: name }).click();
  await expect(page).toHaveURL(/state=overdue&country=JP&spend=0.1$|country=JP/);
  await expect(page.locator('.active-filter')).toHaveCount(2);

  await page.locator('.saved-manage').click();
  await hydrated(page);
  await expectAccessible(page);
  const line = page.locator('.view-line', { hasText: name });
  await line.locator('summary').click();
  await line.getByLabel('Name').fill(name + ' late');
  await line.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.view-line', { hasText: name + ' late' })).toBeVisible();
  await hydrated(page);
  await page.locator('.view-line', { hasText: name }).getByRole('button', { name: 'Remove' }).first().click();
  const dialog = page.locator('dialog[open]');
  if (await dialog.isVisible().catch(() => false)) await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('View removed.')).toBeVisible();
  await expect(page.locator('.view-line', { hasText: name })).toHaveCount(0);

  await page.goto(demo.url + '/desk/suppliers?colour=red');
  await expect(page.getByText('no longer exists')).toContainText('colour=red');
});
