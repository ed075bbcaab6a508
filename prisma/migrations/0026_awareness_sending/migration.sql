-- Of what was being sent when a server died or a mail server broke off, nobody knows whether it arrived: it is not sent
-- again by itself, and counted apart.

ALTER TABLE "awareness_activity" ADD COLUMN "unknown" INTEGER;
ALTER TABLE "awareness_recipient" ADD COLUMN "sending_at" TIMESTAMPTZ(3);
