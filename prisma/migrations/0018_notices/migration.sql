-- What people were told about their access and training, and whether it reached them.

CREATE TABLE "notice" (
  "id" UUID PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "person_id" UUID,
  "kind" TEXT NOT NULL,
  "about" TEXT NOT NULL,
  "planned_at" TIMESTAMPTZ(3) NOT NULL,
  "sent_at" TIMESTAMPTZ(3),
  "channel" TEXT,
  "ref" TEXT,
  "delivered" BOOLEAN,
  "why" TEXT,
  "settled" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "notice_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "notice_org_id_person_id_kind_about_key" ON "notice" ("org_id", "person_id", "kind", "about");
CREATE UNIQUE INDEX "notice_of_nobody_key" ON "notice" ("org_id", "kind", "about") WHERE "person_id" IS NULL;
CREATE INDEX "notice_person_id_idx" ON "notice" ("person_id");
CREATE INDEX "notice_org_id_kind_planned_at_idx" ON "notice" ("org_id", "kind", "planned_at");
CREATE INDEX "notice_unreached_idx" ON "notice" ("org_id", "planned_at") WHERE NOT "settled";

-- The issue of the onboarding repository in which somebody is told things. Nobody: those who run this app.
CREATE TABLE "notice_thread" (
  "id" BIGSERIAL PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "repository_id" BIGINT NOT NULL,
  "person_id" UUID,
  "number" INTEGER NOT NULL,
  CONSTRAINT "notice_thread_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "notice_thread_org_id_repository_id_person_id_key" ON "notice_thread" ("org_id", "repository_id", "person_id");
CREATE UNIQUE INDEX "notice_thread_of_nobody_key" ON "notice_thread" ("org_id", "repository_id") WHERE "person_id" IS NULL;
CREATE INDEX "notice_thread_person_id_idx" ON "notice_thread" ("person_id");
