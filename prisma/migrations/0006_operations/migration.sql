-- When GitHub may be written to next, so that servers on one database keep one pace.
CREATE TABLE write_pace (
  installation_id bigint NOT NULL,
  free_at timestamptz(3) NOT NULL,
  CONSTRAINT write_pace_pkey PRIMARY KEY (installation_id)
);

-- Merges that are in the gate log: each is written once.
CREATE TABLE observed_merge (
  repository_id bigint NOT NULL,
  number integer NOT NULL,
  observed_at timestamptz(3) NOT NULL,
  CONSTRAINT observed_merge_pkey PRIMARY KEY (repository_id, number)
);

-- The version of our ruleset that was looked at last.
CREATE TABLE watched_gate (
  ruleset_id bigint NOT NULL,
  org_id bigint NOT NULL,
  version_id bigint NOT NULL,
  enforced boolean NOT NULL,
  CONSTRAINT watched_gate_pkey PRIMARY KEY (ruleset_id)
);

-- When somebody had disabled it: what merged meanwhile was not covered.
CREATE TABLE gate_pause (
  ruleset_id bigint NOT NULL,
  org_id bigint NOT NULL,
  paused_at timestamptz(3) NOT NULL,
  resumed_at timestamptz(3),
  CONSTRAINT gate_pause_pkey PRIMARY KEY (ruleset_id, paused_at)
);
CREATE INDEX gate_pause_org_id_paused_at_idx ON gate_pause (org_id, paused_at);
