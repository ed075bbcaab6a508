-- The training policy as it was issued and approved, policies that were made known, and who accepted which text.

CREATE TABLE "training_policy_version" (
  "id" UUID PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "version" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "markdown" TEXT NOT NULL,
  "policy_sha256" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "approved_by" UUID,
  "approved_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "training_policy_version_org_id_version_key" ON "training_policy_version" ("org_id", "version");

CREATE TABLE "training_policy_approval" (
  "version_id" UUID PRIMARY KEY,
  "person_id" UUID NOT NULL,
  "typed_name" TEXT NOT NULL,
  "session_id" TEXT,
  CONSTRAINT "training_policy_approval_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "training_policy_version" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "training_policy_approval_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "training_policy_approval_person_id_idx" ON "training_policy_approval" ("person_id");

CREATE TABLE "policy_announcement" (
  "id" UUID PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "policy_id" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "effective_on" DATE NOT NULL,
  "acknowledge" BOOLEAN NOT NULL,
  "audience" INTEGER NOT NULL,
  "roster" INTEGER NOT NULL,
  "announced_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE UNIQUE INDEX "policy_announcement_org_id_policy_id_sha256_key" ON "policy_announcement" ("org_id", "policy_id", "sha256");

CREATE TABLE "policy_acknowledgement" (
  "id" UUID PRIMARY KEY,
  "person_id" UUID NOT NULL,
  "org_id" BIGINT,
  "policy_id" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "typed_name" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "policy_acknowledgement_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "policy_acknowledgement_person_id_policy_id_sha256_key" ON "policy_acknowledgement" ("person_id", "policy_id", "sha256");
CREATE INDEX "policy_acknowledgement_policy_id_sha256_idx" ON "policy_acknowledgement" ("policy_id", "sha256");
