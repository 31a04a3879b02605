// The loop: set up, import, launch, answer, be sent back, correct, accept. With and without scripts.
import { accept, ask, importSuppliers, launch, openRequest, planCampaign, sendBack, setUp, supplierTable } from '../helpers/desk.ts';
import { linkIn } from '../helpers/mail.ts';
import { addSmelter, answerAll, COMPANY, METALS, POLICY, saved, start, step, submit } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('a supplier is asked, answers, is sent back, corrects and is accepted', async ({ page, elsewhere, portal, mails }) => {
  test.setTimeout(180_000);
  await setUp(page, portal);
  await importSuppliers(page, portal, supplierTable(210), 210);
  const campaign = await planCampaign(page, portal);
  await launch(page, campaign, 210);

  const mail = await mails.wait('person1@parts1.example');
  expect(mail.text).toContain('Acme Instruments');

  const supplier = elsewhere;
  await supplier.goto(linkIn(mail));
  await expectAccessible(supplier);
  await start(supplier);
  for (const [key, answers] of [['company', COMPANY], ['metals', METALS], ['policy', POLICY]] as const) {
    await step(supplier, key);
    await answerAll(supplier, answers);
    await expectAccessible(supplier);
  }
  await step(supplier, 'smelters');
  await addSmelter(supplier, { metal: 'Tin', lookup: 'Smelter not listed', name: 'Invented Tin Works', country: 'GERMANY' });
  await saved(supplier);
  await expectAccessible(supplier);
  await submit(supplier);
  await expectAccessible(supplier);
  const receipt = await mails.wait('person1@parts1.example', /receipt|thank|came in/i);
  expect(receipt.subject).not.toBe('');

  await openRequest(page, portal, 'Invented Parts 1 Ltd');
  await expectAccessible(page);
  await ask(page, 'q6.tin', 'All of them, truly? Your last year said three quarters.');
  await expectAccessible(page);
  await sendBack(page);

  const back = await mails.wait('person1@parts1.example', /three quarters|correct|question/i);
  await supplier.goto(linkIn(back));
  await hydrated(supplier);
  await expectAccessible(supplier);
  await start(supplier);
  await expect(supplier.getByText('Your last year said three quarters.')).toBeVisible();
  await expectAccessible(supplier);
  await answerAll(supplier, { 'q6.tin': 'Greater than 75%' });
  // Correcting one answer makes two others contradict it: what comes behind it says so.
  await supplier.locator('#form .acts button[value=next]').last().click();
  await expect(supplier).toHaveURL(/\/review/);
  await expect(supplier.locator('#verdict')).toContainText('Things to fix before you can submit: 2.');
  await expectAccessible(supplier);
  await step(supplier, 'metals');
  await answerAll(supplier, { 'q3.tin': 'Unknown', 'q7.tin': 'No' });
  await submit(supplier);

  await openRequest(page, portal, 'Invented Parts 1 Ltd');
  await page.getByRole('link', { name: /^Changes/ }).click();
  await expect(page.locator('main')).toContainText('100%');
  await expectAccessible(page);
  await openRequest(page, portal, 'Invented Parts 1 Ltd');
  await accept(page);
  await mails.wait('person1@parts1.example', /accepted/i);
});
