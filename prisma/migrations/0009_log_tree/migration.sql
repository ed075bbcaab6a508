-- A log that was cut or restored is not gone on with: it is followed by another one, whose first entry says so.
CREATE TABLE log_epoch (
  epoch integer NOT NULL,
  origin text NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  CONSTRAINT log_epoch_pkey PRIMARY KEY (epoch),
  CONSTRAINT log_epoch_epoch_check CHECK (epoch >= 1)
);

-- What was there so far is all of the first epoch.
ALTER TABLE log_entry ADD COLUMN epoch integer NOT NULL DEFAULT 1;
ALTER TABLE log_entry DROP CONSTRAINT log_entry_pkey, ADD CONSTRAINT log_entry_pkey PRIMARY KEY (epoch, seq);
ALTER TABLE log_entry ADD CONSTRAINT log_entry_epoch_check CHECK (epoch >= 1);

-- Signed notes. A time stamp for one comes later, once.
CREATE TABLE log_checkpoint (
  epoch integer NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  tsr bytea,
  tsr_at timestamptz(3),
  CONSTRAINT log_checkpoint_pkey PRIMARY KEY (epoch, size),
  CONSTRAINT log_checkpoint_size_check CHECK (size >= 1),
  CONSTRAINT log_checkpoint_root_check CHECK (octet_length(root) = 32)
);

-- Full tiles of 256 hashes; what lies right of the last one is made anew from the level below.
CREATE TABLE log_tile (
  epoch integer NOT NULL,
  level integer NOT NULL,
  index bigint NOT NULL,
  hashes bytea NOT NULL,
  CONSTRAINT log_tile_pkey PRIMARY KEY (epoch, level, index),
  CONSTRAINT log_tile_place_check CHECK (level >= 0 AND index >= 0),
  CONSTRAINT log_tile_hashes_check CHECK (octet_length(hashes) = 8192)
);

CREATE FUNCTION refuse_checkpoint_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.tsr IS NULL AND NEW.tsr IS NOT NULL AND NEW.tsr_at IS NOT NULL
    AND (NEW.epoch, NEW.size, NEW.root, NEW.note, NEW.created_at)
      = (OLD.epoch, OLD.size, OLD.root, OLD.note, OLD.created_at)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'The gate log is append only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'A checkpoint takes one time stamp and no other change.';
END
$$;

CREATE TRIGGER log_epoch_keep_rows BEFORE UPDATE OR DELETE ON log_epoch
  FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_epoch_keep_table BEFORE TRUNCATE ON log_epoch
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_checkpoint_keep_rows BEFORE DELETE ON log_checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_checkpoint_stamp_once BEFORE UPDATE ON log_checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_checkpoint_change();
CREATE TRIGGER log_checkpoint_keep_table BEFORE TRUNCATE ON log_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_tile_keep_rows BEFORE UPDATE OR DELETE ON log_tile
  FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_tile_keep_table BEFORE TRUNCATE ON log_tile
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

-- How signing goes, for whoever asks; what it says is true of now and is written over.
CREATE TABLE log_signing (
  id integer NOT NULL DEFAULT 1,
  refused_since timestamptz(3),
  problem jsonb,
  anchor_silent_since timestamptz(3),
  anchor_problem text,
  checked_at timestamptz(3),
  checked_problem jsonb,
  CONSTRAINT log_signing_pkey PRIMARY KEY (id),
  CONSTRAINT log_signing_id_check CHECK (id = 1)
);

-- What happened too often for an entry each: how often since the last heartbeat.
CREATE TABLE log_tally (
  name text NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT log_tally_pkey PRIMARY KEY (name)
);
