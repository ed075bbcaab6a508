import { randomBytes } from "node:crypto";

export interface KeyRow {
  readonly partner: string;
  readonly stored: string;
  endsAt: number;
  lastUsedAt?: number;
}

export function issueKey(rows: KeyRow[], partner: string, endsAt: number): string {
  const key = randomBytes(32).toString("base64url");
  rows.push({ partner, stored: key, endsAt });
  return key;
}

/** The old key ends at `oldEndsAt`; a nightly job removes what has ended. */
export function rotateKey(
  rows: KeyRow[],
  partner: string,
  oldEndsAt: number,
  endsAt: number,
): string {
  for (const row of rows) if (row.partner === partner) row.endsAt = oldEndsAt;
  return issueKey(rows, partner, endsAt);
}

export function partnerOf(
  rows: KeyRow[],
  key: string,
  now: number,
): string | undefined {
  const row = rows.find(({ stored }) => stored === key);
  if (row) row.lastUsedAt = now;
  return row?.partner;
}
