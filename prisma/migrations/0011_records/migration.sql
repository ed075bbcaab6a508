-- AlterTable
ALTER TABLE "decision" ADD COLUMN "facts_salt" BYTEA,
ADD COLUMN "facts_digests" JSONB;

-- AlterTable
ALTER TABLE "policy_version" ALTER COLUMN "policy" DROP NOT NULL;

-- CreateTable
CREATE TABLE "erasure" (
    "subject" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "salt" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "erased_by" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE INDEX "decision_decided_at_idx" ON "decision"("decided_at");
