-- A team whose writes GitHub refuses is tried again once a day: whoever kept it may have let it go.
ALTER TABLE access_gate ADD COLUMN tried_at timestamptz(3);
UPDATE access_gate SET tried_at = synced_at WHERE synced_at IS NOT NULL;
