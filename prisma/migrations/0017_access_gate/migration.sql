-- Since when the policy is the one in force: seats that are older than it are not taken for new ones.
ALTER TABLE organisation_policy ADD COLUMN in_force_since timestamptz(3);
UPDATE organisation_policy SET in_force_since = read_at WHERE digest IS NOT NULL;

-- Access that waits for training.
CREATE TABLE access_hold (
  id uuid NOT NULL,
  org_id bigint NOT NULL,
  account_id bigint NOT NULL,
  person_id uuid NOT NULL,
  target jsonb NOT NULL,
  -- Set while it waits: of each seat one does.
  waiting_key text,
  cause text NOT NULL,
  instead jsonb,
  missing jsonb NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  decision_id text NOT NULL,
  access_from timestamptz(3),
  withdrawn_at timestamptz(3),
  released_by uuid,
  released_at timestamptz(3),
  ended_at timestamptz(3),
  ended_how text,
  CONSTRAINT access_hold_pkey PRIMARY KEY (id),
  CONSTRAINT access_hold_person_id_fkey FOREIGN KEY (person_id)
    REFERENCES person (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX access_hold_org_id_account_id_waiting_key_key ON access_hold (org_id, account_id, waiting_key);
CREATE INDEX access_hold_org_id_opened_at_id_idx ON access_hold (org_id, opened_at, id);
CREATE INDEX access_hold_person_id_idx ON access_hold (person_id);

-- Writes to GitHub: committed before they are sent, completed once GitHub shows them.
CREATE TABLE access_effect (
  id uuid NOT NULL,
  hold_id uuid,
  org_id bigint NOT NULL,
  account_id bigint NOT NULL,
  target jsonb NOT NULL,
  change text NOT NULL,
  cause text,
  before text,
  after text,
  decision_id text NOT NULL,
  planned_at timestamptz(3) NOT NULL,
  done_at timestamptz(3),
  outcome text,
  CONSTRAINT access_effect_pkey PRIMARY KEY (id)
);
CREATE INDEX access_effect_org_id_account_id_planned_at_idx ON access_effect (org_id, account_id, planned_at);

-- Teams and repositories whose seats wait for training.
CREATE TABLE access_gate (
  org_id bigint NOT NULL,
  target_key text NOT NULL,
  since timestamptz(3) NOT NULL,
  synced_at timestamptz(3),
  CONSTRAINT access_gate_pkey PRIMARY KEY (org_id, target_key)
);

-- What is remembered of a seat while somebody has it.
CREATE TABLE access_seat (
  org_id bigint NOT NULL,
  account_id bigint NOT NULL,
  target_key text NOT NULL,
  since timestamptz(3) NOT NULL,
  stood_at timestamptz(3),
  stood_role text,
  missing_since timestamptz(3),
  conflict_at timestamptz(3),
  CONSTRAINT access_seat_pkey PRIMARY KEY (org_id, account_id, target_key)
);

CREATE TABLE access_decision (
  id text NOT NULL,
  org_id bigint NOT NULL,
  account_id bigint NOT NULL,
  verdict_sha256 text NOT NULL,
  facts_sha256 text NOT NULL,
  facts jsonb NOT NULL,
  tree jsonb NOT NULL,
  decided_at timestamptz(3) NOT NULL,
  changes_at timestamptz(3),
  CONSTRAINT access_decision_pkey PRIMARY KEY (id)
);
CREATE INDEX access_decision_org_id_account_id_decided_at_idx ON access_decision (org_id, account_id, decided_at);

-- Seats that would be taken together: all of them, or none.
CREATE TABLE access_run (
  id uuid NOT NULL,
  org_id bigint NOT NULL,
  kind text NOT NULL,
  at timestamptz(3) NOT NULL,
  asked integer NOT NULL,
  taken integer NOT NULL,
  cap integer,
  digest text NOT NULL,
  state text NOT NULL,
  ended_at timestamptz(3),
  ended_by uuid,
  CONSTRAINT access_run_pkey PRIMARY KEY (id)
);
CREATE INDEX access_run_org_id_at_idx ON access_run (org_id, at);

CREATE TABLE access_ask (
  run_id uuid NOT NULL,
  account_id bigint NOT NULL,
  target_key text NOT NULL,
  cause text NOT NULL,
  since timestamptz(3) NOT NULL,
  CONSTRAINT access_ask_pkey PRIMARY KEY (run_id, account_id, target_key),
  CONSTRAINT access_ask_run_id_fkey FOREIGN KEY (run_id)
    REFERENCES access_run (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX access_ask_account_id_idx ON access_ask (account_id);
