import { createHmac, timingSafeEqual } from "node:crypto";

export interface TicketDesk {
  issue(seat: string): string;
  accepts(seat: string, code: string): boolean;
}

export function openDesk(
  env: Readonly<Record<string, string | undefined>>,
): TicketDesk {
  const key = Buffer.from(env.TICKET_KEY ?? "", "hex");
  const issue = (seat: string) =>
    createHmac("sha256", key).update(`ticket:${seat}`).digest("hex");
  return {
    issue,
    accepts: (seat, code) => sameText(issue(seat), code),
  };
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
