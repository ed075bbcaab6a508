-- Who takes part in a pull request beside its author and pushers, as a look told that began at `backing_read_at`.
ALTER TABLE pull_request
  ADD COLUMN backing jsonb,
  ADD COLUMN backing_read_at timestamptz(3),
  ADD COLUMN backing_told_at timestamptz(3);
