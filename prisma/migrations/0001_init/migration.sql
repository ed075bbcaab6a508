-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" BIGINT NOT NULL,
    "person_id" UUID,
    "login" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_email" (
    "address" TEXT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_email_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "identity" (
    "person_id" UUID NOT NULL,
    "salt" BYTEA NOT NULL,
    "disclosed" JSONB NOT NULL,
    "commitment" TEXT NOT NULL,
    "pr_key" BYTEA NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "account_login" TEXT NOT NULL,
    "account_type" TEXT NOT NULL,
    "repository_selection" TEXT NOT NULL,
    "permissions" JSONB NOT NULL,
    "suspended_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "baseline_at" TIMESTAMPTZ(3),
    "swept_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repository" (
    "id" BIGINT NOT NULL,
    "installation_id" BIGINT NOT NULL,
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "default_branch" TEXT NOT NULL,
    "archived" BOOLEAN NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pull_request" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "draft" BOOLEAN NOT NULL,
    "head_sha" TEXT NOT NULL,
    "head_ref" TEXT NOT NULL,
    "base_ref" TEXT NOT NULL,
    "author_id" BIGINT,
    "github_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "needs_read" BOOLEAN NOT NULL,

    CONSTRAINT "pull_request_pkey" PRIMARY KEY ("repository_id","number")
);

-- CreateTable
CREATE TABLE "head_push" (
    "repository_id" BIGINT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "pusher_id" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "head_push_pkey" PRIMARY KEY ("repository_id","head_sha","pusher_id")
);

-- CreateTable
CREATE TABLE "commit_range" (
    "repository_id" BIGINT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "base_ref" TEXT NOT NULL,
    "commits" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commit_range_pkey" PRIMARY KEY ("repository_id","head_sha","base_ref")
);

-- CreateTable
CREATE TABLE "head" (
    "repository_id" BIGINT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "decision_id" TEXT,
    "outcome" TEXT,
    "verdict_sha256" TEXT,
    "evaluated_at" TIMESTAMPTZ(3),
    "changes_at" TIMESTAMPTZ(3),
    "check_run_id" BIGINT,
    "conclusion" TEXT,
    "shown_sha256" TEXT,
    "rerun_at" TIMESTAMPTZ(3),
    "creating_at" TIMESTAMPTZ(3),

    CONSTRAINT "head_pkey" PRIMARY KEY ("repository_id","head_sha")
);

-- CreateTable
CREATE TABLE "head_person" (
    "repository_id" BIGINT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "account_id" BIGINT NOT NULL,

    CONSTRAINT "head_person_pkey" PRIMARY KEY ("repository_id","head_sha","account_id")
);

-- CreateTable
CREATE TABLE "merged_commit" (
    "repository_id" BIGINT NOT NULL,
    "sha" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "merged_commit_pkey" PRIMARY KEY ("repository_id","sha")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" TEXT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "policy_digest" TEXT NOT NULL,
    "facts_sha256" TEXT NOT NULL,
    "facts" JSONB,
    "tree" JSONB,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "digest" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "sources" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "organisation_policy" (
    "account_id" BIGINT NOT NULL,
    "digest" TEXT NOT NULL,
    "text" TEXT,
    "problem" TEXT,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_policy_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "action" TEXT,
    "installation_id" BIGINT,
    "subjects" JSONB NOT NULL,
    "body_sha256" TEXT NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_observation" (
    "id" BIGSERIAL NOT NULL,
    "org_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" BIGINT,
    "team_id" BIGINT,
    "repository_id" BIGINT,
    "role" TEXT,
    "present" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "delivery_id" TEXT,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "course_id" TEXT NOT NULL,
    "course_version" TEXT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "paper" JSONB NOT NULL,
    "answers" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "graded_at" TIMESTAMPTZ(3),
    "score" INTEGER,
    "pass_mark" INTEGER NOT NULL,
    "passed" BOOLEAN,
    "result" JSONB,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "completion" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "course_id" TEXT NOT NULL,
    "course_version" TEXT NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "score" INTEGER,
    "attempt_id" UUID,
    "completed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "completion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attestation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "completion_id" UUID NOT NULL,
    "course_id" TEXT NOT NULL,
    "statement_sha256" TEXT NOT NULL,
    "statement_version" INTEGER NOT NULL,
    "statement" TEXT NOT NULL,
    "typed_name" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attestation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_inbox" (
    "id" BIGSERIAL NOT NULL,
    "body" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_entry" (
    "seq" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "leaf_hash" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "account_person_id_idx" ON "account"("person_id");

-- CreateIndex
CREATE INDEX "account_email_account_id_idx" ON "account_email"("account_id");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "installation_account_id_idx" ON "installation"("account_id");

-- CreateIndex
CREATE INDEX "repository_installation_id_idx" ON "repository"("installation_id");

-- CreateIndex
CREATE INDEX "pull_request_repository_id_head_sha_idx" ON "pull_request"("repository_id", "head_sha");

-- CreateIndex
CREATE INDEX "pull_request_repository_id_state_idx" ON "pull_request"("repository_id", "state");

-- CreateIndex
CREATE INDEX "pull_request_author_id_idx" ON "pull_request"("author_id");

-- CreateIndex
CREATE INDEX "head_person_account_id_idx" ON "head_person"("account_id");

-- CreateIndex
CREATE INDEX "decision_repository_id_head_sha_idx" ON "decision"("repository_id", "head_sha");

-- CreateIndex
CREATE INDEX "delivery_received_at_idx" ON "delivery"("received_at");

-- CreateIndex
CREATE INDEX "access_observation_org_id_account_id_observed_at_idx" ON "access_observation"("org_id", "account_id", "observed_at");

-- CreateIndex
CREATE INDEX "access_observation_org_id_kind_repository_id_observed_at_idx" ON "access_observation"("org_id", "kind", "repository_id", "observed_at");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_person_id_course_id_number_key" ON "attempt"("person_id", "course_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "completion_attempt_id_key" ON "completion"("attempt_id");

-- CreateIndex
CREATE INDEX "completion_person_id_course_id_idx" ON "completion"("person_id", "course_id");

-- CreateIndex
CREATE UNIQUE INDEX "attestation_completion_id_key" ON "attestation"("completion_id");

-- CreateIndex
CREATE INDEX "attestation_person_id_course_id_idx" ON "attestation"("person_id", "course_id");

-- CreateIndex
CREATE INDEX "log_entry_type_idx" ON "log_entry"("type");

-- CreateIndex
CREATE INDEX "log_entry_subject_idx" ON "log_entry"("subject");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_email" ADD CONSTRAINT "account_email_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repository" ADD CONSTRAINT "repository_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "installation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_request" ADD CONSTRAINT "pull_request_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repository"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_request" ADD CONSTRAINT "pull_request_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "completion" ADD CONSTRAINT "completion_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "completion" ADD CONSTRAINT "completion_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attestation" ADD CONSTRAINT "attestation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attestation" ADD CONSTRAINT "attestation_completion_id_fkey" FOREIGN KEY ("completion_id") REFERENCES "completion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand, since schema.prisma has no words for it: what makes the log a log.
ALTER TABLE "log_entry" ADD CONSTRAINT "log_entry_seq_check" CHECK ("seq" >= 0);
ALTER TABLE "log_entry" ADD CONSTRAINT "log_entry_leaf_hash_check" CHECK (octet_length("leaf_hash") = 32);

CREATE FUNCTION "refuse_log_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The gate log is append only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'A person is erased in the table "identity"; entries stay.';
END
$$;

CREATE TRIGGER "log_entry_keep_rows" BEFORE UPDATE OR DELETE ON "log_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_log_change"();
CREATE TRIGGER "log_entry_keep_table" BEFORE TRUNCATE ON "log_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_log_change"();
