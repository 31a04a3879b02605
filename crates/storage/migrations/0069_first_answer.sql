-- When each request got its first answer, so that answers are counted by day without reading the log of every request. It
-- follows from submissions.
CREATE TABLE first_answer (
  request_id {text} NOT NULL PRIMARY KEY,
  campaign_id {text} NOT NULL,
  at {int} NOT NULL
) {keyed};
INSERT INTO first_answer (request_id, campaign_id, at)
  SELECT s.request_id, r.campaign_id, s.submitted_at FROM submission s JOIN request r ON r.id = s.request_id WHERE s.number = 1;
CREATE INDEX first_answer_day ON first_answer (campaign_id, at);
-- Those whose answer counts no longer are few.
CREATE INDEX request_answered ON request (campaign_id, state) WHERE submissions > 0;
