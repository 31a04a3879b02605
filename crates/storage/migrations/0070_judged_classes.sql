-- Of which classes the findings of each last submission are (1 incomplete, 2 inconsistent, 4 inaccurate), and of which campaign
-- it is: what home counts, without going through every finding. It follows from `judged_finding`.
ALTER TABLE judged ADD COLUMN campaign_id {text} NOT NULL DEFAULT '';
ALTER TABLE judged ADD COLUMN classes {int} NOT NULL DEFAULT 0;
UPDATE judged SET campaign_id = (SELECT r.campaign_id FROM request r WHERE r.id = judged.request_id), classes =
  (CASE WHEN EXISTS (SELECT 1 FROM judged_finding f WHERE f.request_id = judged.request_id AND f.code IN (
    'ANS001', 'CMP001', 'MTL002', 'MTL003', 'MTL004', 'MTL005', 'POL001', 'POL004', 'PRD001', 'PRD002', 'PRD003',
    'REV001', 'REV004', 'REV019', 'SML001', 'SML003', 'SML004', 'SML006', 'SML020', 'SML021'
  )) THEN 1 ELSE 0 END) +
  (CASE WHEN EXISTS (SELECT 1 FROM judged_finding f WHERE f.request_id = judged.request_id AND f.code IN (
    'MTL001', 'MTL007', 'MTL008', 'MTL009', 'MTL010', 'MTL011', 'MTL012', 'MTL013', 'MTL015', 'MTL017', 'MTL018',
    'MTL019', 'POL003', 'POL005', 'POL006', 'POL007', 'REV003', 'REV008', 'REV015', 'REV018', 'SML002', 'SML015',
    'SML016'
  )) THEN 2 ELSE 0 END) +
  (CASE WHEN EXISTS (SELECT 1 FROM judged_finding f WHERE f.request_id = judged.request_id AND f.code IN (
    'ANS002', 'ANS003', 'CMP002', 'CMP003', 'CMP004', 'CMP005', 'CMP006', 'CMP007', 'CMP008', 'CMP009', 'MTL006',
    'MTL014', 'MTL020', 'POL002', 'REV002', 'REV005', 'REV006', 'REV007', 'REV009', 'REV010', 'REV011', 'REV012',
    'REV013', 'REV014', 'REV016', 'REV017', 'SML005', 'SML007', 'SML008', 'SML009', 'SML010', 'SML011', 'SML012',
    'SML013', 'SML014', 'SML017', 'SML018', 'SML019'
  )) THEN 4 ELSE 0 END);
CREATE INDEX judged_classes ON judged (campaign_id, classes);
-- In which countries suppliers are is read from one to the next.
CREATE INDEX supplier_country ON supplier (country);
