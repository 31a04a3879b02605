// A window that can save nothing any more says so, and what was typed in it is not lost.
import { answer, of, saved, start, step } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

const NAME = '[name="f:company.name"]';

test('F-D1 a window whose session is over keeps what is typed and goes on when the link is opened again', async ({ page, asked, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answer(page, { 'company.name': 'Before' });
  await saved(page);
  await page.context().clearCookies();
  await answer(page, { 'company.name': 'Typed after the end' });
  await expect(page.locator('#ended')).toContainText('This window can save nothing more');
  await expect(page.getByText('What you typed is kept on this device.')).toBeVisible();
  await expect(page.locator('#ended').getByRole('link', { name: 'Send me my link' })).toHaveAttribute('href', /^\/link\?request=[0-9a-f]{32}$/);
  await expectAccessible(page);

  // The link is opened in another window: that one offers what was typed, and this one goes on by itself.
  const again = await page.context().newPage();
  await again.goto(asked.link);
  await start(again);
  await expect(again.getByText('Changes that did not reach the server are kept on this device: 1.')).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await saved(page);
  await expect(page.locator('#ended')).toBeHidden();
  await again.reload();
  await hydrated(again);
  await expect(again.locator(NAME)).toHaveValue('Typed after the end');
});

test('F-D1 a window that was declined or signed out meanwhile says so when it is looked at', async ({ page, asked, complaints }) => {
  complaints.expect(/status of 4(01|10)/);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await answer(page, { 'company.name': 'Before' });
  await saved(page);
  const other = await page.context().newPage();
  await other.goto(asked.link);
  await other.locator('details', { hasText: 'This does not concern us' }).locator('summary').click();
  await other.fill('[name=reason]', 'We sell services.');
  await other.getByRole('button', { name: 'Send this reason' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toContainText('noted your reason');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.locator('#ended')).toContainText('takes no more answers');
  await expect(page.locator('.save')).not.toContainText('submitted');
  await page.getByRole('link', { name: 'See how it stands' }).click();
  await page.getByRole('button', { name: 'It does concern us: take this back' }).click();
  await hydrated(page);
  await expect(page.locator(NAME)).toHaveValue('Before');

  await other.goto(of(page, '/company'));
  await hydrated(other);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByText('You have signed out.')).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.locator('#ended')).toContainText('signed out');
});

test('SUP-M15 the title follows the step', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await expect(page).toHaveTitle(/^Your company · Invented Parts/);
  await step(page, 'metals');
  await expect(page).not.toHaveTitle(/^Your company/);
  await page.goBack();
  await expect(page).toHaveTitle(/^Your company · Invented Parts/);
});

test('signing out waits for what is being typed', async ({ page, asked }) => {
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await page.locator(NAME).fill('Typed last');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You have signed out.')).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.goto(asked.link);
  await start(page);
  await step(page, 'company');
  await expect(page.locator(NAME)).toHaveValue('Typed last');
});
