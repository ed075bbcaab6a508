import { createHmac, timingSafeEqual } from "node:crypto";

export interface TicketDesk {
  issue(seat: string): string;
  accepts(seat: string, code: string): boolean;
}

export function openDesk(
  env: Readonly<Record<string, string | undefined>>,
): TicketDesk {
  const key = keyFrom(env.TICKET_KEY ?? "");
  const issue = (seat: string) =>
    createHmac("sha256", key).update(`ticket:${seat}`).digest("hex");
  return {
    issue,
    accepts: (seat, code) => sameText(issue(seat), code),
  };
}

function keyFrom(text: string): Buffer {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error("TICKET_KEY must be 64 hex digits (openssl rand -hex 32)");
  return Buffer.from(text, "hex");
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
