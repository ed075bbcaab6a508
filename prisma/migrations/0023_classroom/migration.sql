-- Training that took place in a room: lists of who was there, signed on paper.

ALTER TABLE "import_batch" ADD COLUMN "method" TEXT NOT NULL DEFAULT 'import';
ALTER TABLE "import_row" ADD COLUMN "signed_at" TIMESTAMPTZ(3);
ALTER TABLE "import_row" ADD COLUMN "listed_as" TEXT;
ALTER TABLE "attestation" ALTER COLUMN "session_id" DROP NOT NULL;
ALTER TABLE "attestation" ADD COLUMN "sheet_sha256" TEXT;
