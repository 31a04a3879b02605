// The loop: set up, import, launch, answer, be sent back, mend, accept. With and without scripts.
import { confirm, importSuppliers, launch, planCampaign, setUp, supplierTable } from '../helpers/desk.ts';
import { linkIn } from '../helpers/mail.ts';
import { addSmelter, answerAll, COMPANY, METALS, POLICY, saved, start, step, submit } from '../helpers/supplier.ts';
import { expect, expectAccessible, hydrated, test } from '../helpers/test.ts';

test('a supplier is asked, answers, is sent back, mends and is accepted', async ({ page, elsewhere, portal, mails }) => {
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

  await page.goto(portal.url + '/desk/requests?state=submitted');
  await hydrated(page);
  await expectAccessible(page);
  await page.getByRole('link', { name: /Invented Parts 1 Ltd/ }).first().click();
  await hydrated(page);
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/review.png', fullPage: true });
});
