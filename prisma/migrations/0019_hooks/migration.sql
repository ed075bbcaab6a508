-- Where a client is told of who may be given access, by itself; and what each of these was told of whom.

CREATE TABLE "api_hook" (
  "id" UUID PRIMARY KEY,
  "client_id" UUID NOT NULL,
  "url" TEXT NOT NULL,
  "layers" TEXT[],
  "secret_sha256" TEXT NOT NULL,
  "created_by" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_by" UUID,
  "revoked_at" TIMESTAMPTZ(3),
  "taken" INTEGER NOT NULL DEFAULT 0,
  "taken_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_hook_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_client" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "api_hook_client_id_idx" ON "api_hook" ("client_id");

CREATE TABLE "hook_told" (
  "hook_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "accounts" BIGINT[],
  "changes_at" TIMESTAMPTZ(3),
  "message_id" UUID,
  "message_accounts" BIGINT[],
  "message_since" TIMESTAMPTZ(3),
  "problem" TEXT,
  "given_up_at" TIMESTAMPTZ(3),
  CONSTRAINT "hook_told_pkey" PRIMARY KEY ("hook_id", "person_id"),
  CONSTRAINT "hook_told_hook_id_fkey" FOREIGN KEY ("hook_id") REFERENCES "api_hook" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "hook_told_hook_id_message_since_idx" ON "hook_told" ("hook_id", "message_since");
