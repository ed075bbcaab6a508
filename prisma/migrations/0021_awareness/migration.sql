-- What keeps people aware beside their training: newsletters, simulations, drills, reports of incidents, micro-quizzes.

CREATE TABLE "awareness_activity" (
  "id" UUID PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "key_sha256" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "slug" TEXT,
  "text_sha256" TEXT,
  "text" TEXT,
  "happened_at" TIMESTAMPTZ(3) NOT NULL,
  "audience" INTEGER NOT NULL,
  "roster" INTEGER NOT NULL,
  "covered" INTEGER,
  "delivered" INTEGER,
  "undeliverable" INTEGER,
  "outcomes" JSONB,
  "salt" BYTEA NOT NULL,
  "recorded_by" UUID NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL,
  "closed_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "awareness_activity_org_id_key_sha256_key" ON "awareness_activity" ("org_id", "key_sha256");
CREATE INDEX "awareness_activity_org_id_happened_at_idx" ON "awareness_activity" ("org_id", "happened_at");

CREATE TABLE "awareness_recipient" (
  "activity_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "state" TEXT NOT NULL,
  PRIMARY KEY ("activity_id", "person_id"),
  CONSTRAINT "awareness_recipient_activity_id_fkey" FOREIGN KEY ("activity_id") REFERENCES "awareness_activity" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "awareness_recipient_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "awareness_recipient_person_id_idx" ON "awareness_recipient" ("person_id");

CREATE TABLE "phishing_result" (
  "activity_id" UUID NOT NULL,
  "key_sha256" TEXT NOT NULL,
  "person_id" UUID,
  "sent_at" TIMESTAMPTZ(3) NOT NULL,
  "reported" BOOLEAN NOT NULL,
  "clicked" BOOLEAN NOT NULL,
  "submitted" BOOLEAN NOT NULL,
  "minutes_to_report" INTEGER,
  PRIMARY KEY ("activity_id", "key_sha256"),
  CONSTRAINT "phishing_result_activity_id_fkey" FOREIGN KEY ("activity_id") REFERENCES "awareness_activity" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "phishing_result_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "phishing_result_person_id_idx" ON "phishing_result" ("person_id");

CREATE TABLE "incident_report" (
  "org_id" BIGINT NOT NULL,
  "key_sha256" TEXT NOT NULL,
  "happened_on" DATE NOT NULL,
  "reports" INTEGER NOT NULL,
  "minutes_to_report" INTEGER,
  "recorded_by" UUID NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("org_id", "key_sha256")
);
CREATE INDEX "incident_report_org_id_happened_on_idx" ON "incident_report" ("org_id", "happened_on");

CREATE TABLE "awareness_import" (
  "id" UUID PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "kind" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "file_sha256" TEXT NOT NULL,
  "rows" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL,
  "known" INTEGER NOT NULL,
  "unmatched" INTEGER NOT NULL,
  "imported_by" UUID NOT NULL,
  "imported_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "awareness_import_org_id_imported_at_idx" ON "awareness_import" ("org_id", "imported_at");

CREATE TABLE "micro_quiz_answer" (
  "person_id" UUID NOT NULL,
  "quiz_sha256" TEXT NOT NULL,
  "slug" TEXT NOT NULL,
  "answers" JSONB NOT NULL,
  "answered_at" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("person_id", "quiz_sha256"),
  CONSTRAINT "micro_quiz_answer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "micro_quiz_answer_quiz_sha256_idx" ON "micro_quiz_answer" ("quiz_sha256");

-- The graded attempts of a period, in the order of time.
CREATE INDEX "attempt_graded_at_id_idx" ON "attempt" ("graded_at", "id");
