-- Two decisions of one millisecond were in no order, and which of them stands was a matter of chance.
ALTER TABLE access_decision ADD COLUMN seq BIGSERIAL NOT NULL;
DROP INDEX access_decision_org_id_account_id_decided_at_idx;
CREATE INDEX access_decision_org_id_account_id_seq_idx ON access_decision (org_id, account_id, seq);
