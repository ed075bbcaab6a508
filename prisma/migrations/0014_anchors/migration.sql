-- What was last carried out of this installation, by kind, and since when that fails.
CREATE TABLE anchor_state (
  kind text NOT NULL,
  done_at timestamptz(3),
  told jsonb,
  failing_since timestamptz(3),
  problem text,
  CONSTRAINT anchor_state_pkey PRIMARY KEY (kind)
);
