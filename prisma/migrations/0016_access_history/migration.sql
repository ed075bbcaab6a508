-- Access has two times: when it held (observed_at, and not_before where only a full look tells), and since when we know (recorded_at).
ALTER TABLE access_observation
  ADD COLUMN external_id text,
  ADD COLUMN key text,
  ADD COLUMN not_before timestamptz(3),
  ADD COLUMN recorded_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- What is known from before was written as it was observed. The key is as `keyOf` in src/db/access-rows.ts has it.
UPDATE access_observation
SET recorded_at = observed_at,
    key = kind || ':' || coalesce(account_id::text, '') || ':' || coalesce(team_id::text, '') || ':'
      || coalesce(repository_id::text, '') || ':';
ALTER TABLE access_observation ALTER COLUMN key SET NOT NULL;

-- Every full look called itself a baseline; now only an organisation's first one does.
UPDATE access_observation AS later SET source = 'sweep'
FROM (SELECT org_id, min(observed_at) AS at FROM access_observation WHERE source = 'baseline' GROUP BY org_id) AS first
WHERE later.source = 'baseline' AND later.org_id = first.org_id AND later.observed_at > first.at;

CREATE INDEX access_observation_org_id_team_id_idx ON access_observation (org_id, team_id);
-- For what held at a time, key by key.
CREATE INDEX access_observation_org_id_key_observed_at_id_idx
  ON access_observation (org_id, key, observed_at, id);
