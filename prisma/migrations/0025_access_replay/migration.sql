-- What a decision on access rested on is kept for a term; that it was made stays, and whose it was goes with the person.

ALTER TABLE "access_decision" ALTER COLUMN "account_id" DROP NOT NULL;
ALTER TABLE "access_decision" ALTER COLUMN "facts" DROP NOT NULL;
ALTER TABLE "access_decision" ALTER COLUMN "tree" DROP NOT NULL;
