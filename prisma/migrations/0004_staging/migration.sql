-- Changes that wait: a policy that would newly block too many, a file that cannot be used although nothing is in force,
-- and versions of courses that lie in `content/` and are not in force yet.

ALTER TABLE "organisation_policy" ALTER COLUMN "digest" DROP NOT NULL;
ALTER TABLE "organisation_policy"
  ADD COLUMN "held_digest" text,
  ADD COLUMN "held_text" text,
  ADD COLUMN "held_at" timestamptz(3),
  ADD COLUMN "held_blocked" integer,
  ADD COLUMN "held_open" integer;
ALTER TABLE "organisation_policy" ADD CONSTRAINT "organisation_policy_held_check" CHECK (
  num_nulls("held_digest", "held_at", "held_blocked", "held_open") IN (0, 4)
);

CREATE TABLE "course_in_force" (
  "course_id" text NOT NULL,
  "layer" text NOT NULL,
  "version" text NOT NULL,
  "content_sha256" text NOT NULL,
  "files" jsonb NOT NULL,
  "published_at" timestamptz(3) NOT NULL,
  "major_since" timestamptz(3) NOT NULL,
  CONSTRAINT "course_in_force_pkey" PRIMARY KEY ("course_id")
);

CREATE TABLE "policy_check" (
  "repository_id" bigint NOT NULL,
  "head_sha" text NOT NULL,
  "run_id" bigint,
  "shown_sha256" text,
  "creating_at" timestamptz(3),
  CONSTRAINT "policy_check_pkey" PRIMARY KEY ("repository_id", "head_sha")
);

CREATE TABLE "reason" (
  "sha256" text NOT NULL,
  "text" text NOT NULL,
  "given_at" timestamptz(3) NOT NULL,
  CONSTRAINT "reason_pkey" PRIMARY KEY ("sha256")
);
