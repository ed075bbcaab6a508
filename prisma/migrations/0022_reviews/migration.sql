-- The periodic review of the programme: what it looked at, frozen when it opened; who ticked, signed and approved it.

CREATE TABLE "programme_review" (
  "id" UUID PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "number" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "document" JSONB NOT NULL,
  "salt" BYTEA NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "signed_sha256" TEXT,
  "signed_by" UUID,
  "signed_at" TIMESTAMPTZ(3),
  "approved_by" UUID,
  "approved_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "programme_review_org_id_number_key" ON "programme_review" ("org_id", "number");

CREATE TABLE "programme_review_item" (
  "review_id" UUID NOT NULL,
  "item" TEXT NOT NULL,
  "settled_by" UUID NOT NULL,
  "settled_at" TIMESTAMPTZ(3) NOT NULL,
  "comment" TEXT NOT NULL,
  CONSTRAINT "programme_review_item_pkey" PRIMARY KEY ("review_id", "item"),
  CONSTRAINT "programme_review_item_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "programme_review" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "programme_review_signature" (
  "review_id" UUID NOT NULL,
  "part" TEXT NOT NULL,
  "person_id" UUID NOT NULL,
  "typed_name" TEXT NOT NULL,
  "session_id" TEXT,
  CONSTRAINT "programme_review_signature_pkey" PRIMARY KEY ("review_id", "part"),
  CONSTRAINT "programme_review_signature_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "programme_review" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "programme_review_signature_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "programme_review_signature_person_id_idx" ON "programme_review_signature" ("person_id");
