-- Other systems that ask who may be given access, and what each of them was told.

CREATE TABLE "api_client" (
  "id" UUID PRIMARY KEY,
  "org_id" BIGINT NOT NULL,
  "name" TEXT NOT NULL,
  "token_sha256" TEXT NOT NULL,
  "created_by" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_by" UUID,
  "revoked_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "api_client_token_sha256_key" ON "api_client" ("token_sha256");
CREATE INDEX "api_client_org_id_idx" ON "api_client" ("org_id");

CREATE TABLE "api_read" (
  "id" BIGSERIAL PRIMARY KEY,
  "client_id" UUID NOT NULL,
  "person_id" UUID,
  "answered" INTEGER NOT NULL,
  "read_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "api_read_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_client" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "api_read_client_id_read_at_idx" ON "api_read" ("client_id", "read_at");
CREATE INDEX "api_read_read_at_idx" ON "api_read" ("read_at");
