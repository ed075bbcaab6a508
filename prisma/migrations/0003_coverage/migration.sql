-- What repositories are told apart by, where our check is required, and what each look at that found.

ALTER TABLE "repository"
  ADD COLUMN "properties" jsonb,
  ADD COLUMN "requires_check" boolean NOT NULL DEFAULT false;

CREATE TABLE "kept_rule" (
  "org_id" bigint NOT NULL,
  "repository_id" bigint NOT NULL,
  "kind" text NOT NULL,
  "ruleset_id" bigint,
  "targets" jsonb NOT NULL,
  "paused_at" timestamptz(3),
  "written_at" timestamptz(3) NOT NULL,
  CONSTRAINT "kept_rule_pkey" PRIMARY KEY ("org_id", "repository_id"),
  CONSTRAINT "kept_rule_kind_check" CHECK ("kind" IN ('organisation', 'repository', 'protection'))
);

CREATE TABLE "rule_progress" (
  "org_id" bigint NOT NULL,
  "wanted" integer NOT NULL,
  "waiting" integer NOT NULL,
  CONSTRAINT "rule_progress_pkey" PRIMARY KEY ("org_id")
);

CREATE TABLE "coverage_run" (
  "id" uuid NOT NULL,
  "org_id" bigint NOT NULL,
  "holes" integer NOT NULL,
  "report" jsonb NOT NULL,
  "observed_at" timestamptz(3) NOT NULL,
  CONSTRAINT "coverage_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "coverage_run_org_id_observed_at_idx" ON "coverage_run" ("org_id", "observed_at");
