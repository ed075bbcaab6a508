import { createHash, timingSafeEqual } from "node:crypto";

const digest = (password: string) => createHash("sha256").update(password).digest();

/** What the table keeps for a password. */
export async function toEntry(password: string): Promise<string> {
  return digest(password).toString("hex");
}

export async function matches(entry: string, attempt: string): Promise<boolean> {
  return timingSafeEqual(digest(attempt), Buffer.from(entry, "hex"));
}
