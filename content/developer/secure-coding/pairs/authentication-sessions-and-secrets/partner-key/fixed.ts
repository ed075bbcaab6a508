import { createHash, randomBytes } from "node:crypto";

export interface KeyRow {
  readonly partner: string;
  readonly stored: string;
  endsAt: number;
  lastUsedAt?: number;
}

const digest = (key: string) => createHash("sha256").update(key).digest("hex");

export function issueKey(rows: KeyRow[], partner: string, endsAt: number): string {
  const key = `acmekey_${randomBytes(32).toString("base64url")}`;
  rows.push({ partner, stored: digest(key), endsAt });
  return key;
}

/** Until `oldEndsAt` both keys work. After a leak that is now. */
export function rotateKey(
  rows: KeyRow[],
  partner: string,
  oldEndsAt: number,
  endsAt: number,
): string {
  for (const row of rows)
    if (row.partner === partner) row.endsAt = Math.min(row.endsAt, oldEndsAt);
  return issueKey(rows, partner, endsAt);
}

export function partnerOf(
  rows: KeyRow[],
  key: string,
  now: number,
): string | undefined {
  const presented = digest(key);
  const row = rows.find(({ stored, endsAt }) => stored === presented && now < endsAt);
  if (row) row.lastUsedAt = now;
  return row?.partner;
}
