-- Mails for which somebody waits (`MailKind::AWAITED`) are taken before those of a whole campaign, however many these are.
CREATE INDEX outbox_awaited ON outbox (due_at, id) WHERE due_at IS NOT NULL
  AND kind IN ('receipt', 'new_link', 'member_invitation', 'member_reset', 'new_device', 'second_factor_on', 'second_factor_off', 'test');
