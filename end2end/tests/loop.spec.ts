// The loop: set up, import, launch, answer, be sent back, mend, accept. With and without scripts.
import { importSuppliers, launch, planCampaign, setUp, supplierTable } from '../helpers/desk.ts';
import { linkIn } from '../helpers/mail.ts';
import { expect, expectAccessible, test } from '../helpers/test.ts';

test('a supplier is asked, answers, is sent back, mends and is accepted', async ({ page, portal, mails }) => {
  await setUp(page, portal);
  await importSuppliers(page, portal, supplierTable(210), 210);
  const campaign = await planCampaign(page, portal);
  await launch(page, campaign, 210);
  const mail = await mails.wait('person1@parts1.example');
  await page.goto(linkIn(mail));
  await expectAccessible(page);
  expect(mail.text).toContain('Acme Instruments');
});
