-- One file of one source. Until it is applied it is a preview: its lines wait in roster_line, and nothing else knows of it.
CREATE TABLE roster_snapshot (
  id uuid NOT NULL,
  org_id bigint NOT NULL,
  source text NOT NULL,
  file_sha256 text NOT NULL,
  header text[],
  partial boolean NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  applied_at timestamptz(3),
  shrink_confirmed boolean NOT NULL DEFAULT false,
  rows integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  added integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  ended integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  CONSTRAINT roster_snapshot_pkey PRIMARY KEY (id)
);
CREATE INDEX roster_snapshot_org_id_source_requested_at_idx ON roster_snapshot (org_id, source, requested_at);

-- Lines of a file that is not applied yet.
CREATE TABLE roster_line (
  snapshot_id uuid NOT NULL,
  line integer NOT NULL,
  cells text[],
  key text,
  record jsonb,
  record_sha256 text,
  reason text,
  CONSTRAINT roster_line_pkey PRIMARY KEY (snapshot_id, line),
  CONSTRAINT roster_line_snapshot_id_fkey FOREIGN KEY (snapshot_id)
    REFERENCES roster_snapshot (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX roster_line_snapshot_id_key_idx ON roster_line (snapshot_id, key);

-- Somebody as one source knows them. One person may stand in several.
CREATE TABLE roster_member (
  id uuid NOT NULL,
  org_id bigint NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  person_id uuid NOT NULL,
  linked_by text,
  ended_at timestamptz(3),
  CONSTRAINT roster_member_pkey PRIMARY KEY (id),
  CONSTRAINT roster_member_person_id_fkey FOREIGN KEY (person_id)
    REFERENCES person (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX roster_member_org_id_source_key_key ON roster_member (org_id, source, key);
CREATE INDEX roster_member_person_id_idx ON roster_member (person_id);

-- What the source said of them, from when until when we were told so.
CREATE TABLE roster_version (
  member_id uuid NOT NULL,
  recorded_from timestamptz(3) NOT NULL,
  recorded_to timestamptz(3),
  snapshot_id uuid NOT NULL,
  name text NOT NULL,
  email text,
  github_login text,
  github_id bigint,
  kind text NOT NULL,
  role text,
  department text,
  manager text,
  company text,
  starts_on date,
  ends_on date,
  record_sha256 text NOT NULL,
  salt bytea NOT NULL,
  CONSTRAINT roster_version_pkey PRIMARY KEY (member_id, recorded_from),
  CONSTRAINT roster_version_member_id_fkey FOREIGN KEY (member_id)
    REFERENCES roster_member (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT roster_version_snapshot_id_fkey FOREIGN KEY (snapshot_id)
    REFERENCES roster_snapshot (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX roster_version_snapshot_id_idx ON roster_version (snapshot_id);
CREATE INDEX roster_version_email_idx ON roster_version (email);

-- By hand, since schema.prisma has no words for it: a source says one thing of somebody at a time.
CREATE UNIQUE INDEX roster_version_current_key ON roster_version (member_id) WHERE recorded_to IS NULL;

-- What the organisation's identity provider says of an account: it links people whom no file names by their login.
CREATE TABLE external_identity (
  org_id bigint NOT NULL,
  account_id bigint NOT NULL,
  name_id text NOT NULL,
  addresses text[],
  seen_at timestamptz(3) NOT NULL,
  CONSTRAINT external_identity_pkey PRIMARY KEY (org_id, account_id, name_id),
  CONSTRAINT external_identity_account_id_fkey FOREIGN KEY (account_id)
    REFERENCES account (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX external_identity_account_id_idx ON external_identity (account_id);

-- Set where a person of the roster turned out to be one who was known by their account: that one goes on.
ALTER TABLE person ADD COLUMN merged_into uuid;
ALTER TABLE person ADD CONSTRAINT person_merged_into_fkey FOREIGN KEY (merged_into)
  REFERENCES person (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX person_merged_into_idx ON person (merged_into);

-- By hand: lines of a roster are looked up by login, whatever its case.
CREATE INDEX account_lower_login_idx ON account (lower(login));
