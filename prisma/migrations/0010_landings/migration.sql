-- What came onto the default branch of a repository in the boundary: merges as they are told, and GitHub's own records.
CREATE TABLE landing (
  id uuid PRIMARY KEY,
  org_id bigint NOT NULL,
  repository_id bigint NOT NULL,
  branch text NOT NULL,
  -- Both null until GitHub's record of it was read.
  activity_id bigint,
  activity_kind text,
  -- The pull request, where it is a merge.
  number integer,
  before_sha text,
  after_sha text,
  landed_at timestamptz(3) NOT NULL,
  landed_by uuid,
  result text NOT NULL
);
CREATE UNIQUE INDEX landing_repository_id_activity_id_key ON landing (repository_id, activity_id);
CREATE UNIQUE INDEX landing_repository_id_number_key ON landing (repository_id, number);
CREATE INDEX landing_repository_id_after_sha_idx ON landing (repository_id, after_sha);
CREATE INDEX landing_org_id_landed_at_idx ON landing (org_id, landed_at);

-- How far GitHub's records of a default branch have been read.
CREATE TABLE landing_mark (
  repository_id bigint PRIMARY KEY,
  org_id bigint NOT NULL,
  branch text NOT NULL,
  head_sha text NOT NULL,
  since timestamptz(3) NOT NULL,
  activity_id bigint,
  looked_at timestamptz(3) NOT NULL
);
CREATE INDEX landing_mark_org_id_idx ON landing_mark (org_id);

-- One file of GitHub's audit log, as an owner downloaded it. It counts from `reconciled_at` on: until then it is being read.
CREATE TABLE github_log (
  id uuid PRIMARY KEY,
  org_id bigint NOT NULL,
  file_sha256 text NOT NULL,
  covers_from timestamptz(3),
  covers_to timestamptz(3),
  reconciled_at timestamptz(3),
  summary jsonb
);
CREATE UNIQUE INDEX github_log_org_id_file_sha256_key ON github_log (org_id, file_sha256);

-- What it says, or we say in its time, about access, rules and overrides; who stands behind it only by our own ids.
CREATE TABLE github_log_event (
  org_id bigint NOT NULL,
  -- GitHub's id of the event, or the digest of one without; of what stands here alone, the name of our record.
  key text NOT NULL,
  log_id uuid NOT NULL REFERENCES github_log (id) ON DELETE CASCADE ON UPDATE CASCADE,
  action text NOT NULL,
  -- pending, both, github or here
  side text NOT NULL,
  -- An access observation's, or rule or override.
  kind text NOT NULL,
  present boolean NOT NULL,
  role text,
  happened_at timestamptz(3) NOT NULL,
  person_id uuid,
  actor_id uuid,
  repository_id bigint,
  team_id bigint,
  -- Our record of the same.
  here_ref text,
  PRIMARY KEY (org_id, key)
);
CREATE INDEX github_log_event_log_id_idx ON github_log_event (log_id);
CREATE INDEX github_log_event_org_id_side_happened_at_idx ON github_log_event (org_id, side, happened_at);
CREATE UNIQUE INDEX github_log_event_org_id_here_ref_key ON github_log_event (org_id, here_ref);
