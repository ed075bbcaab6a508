import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** What the table keeps for a password. */
export async function toEntry(password: string): Promise<string> {
  const [N, r, p, salt] = [2 ** 14, 8, 5, randomBytes(16)];
  const hash = await derive(password, salt, 32, { N, r, p });
  return [N, r, p, salt.toString("hex"), hash.toString("hex")].join(":");
}

export async function matches(entry: string, attempt: string): Promise<boolean> {
  const [N, r, p, salt = "", hash = ""] = entry.split(":");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const given = await derive(attempt, Buffer.from(salt, "hex"), 32, cost);
  return timingSafeEqual(given, Buffer.from(hash, "hex"));
}
