export type Attempt = {
  email: string;
  password: string;
  network: string;
  requestId: string;
};
/** `accountId` is null if nobody has this address. */
export type Check = (
  attempt: Attempt,
) => Promise<{ ok: boolean; accountId: string | null }>;
export type Log = { info(fields: Record<string, unknown>, message: string): void };

export async function login(
  attempt: Attempt,
  check: Check,
  log: Log,
): Promise<string | null> {
  const { ok, accountId } = await check(attempt);
  const outcome = ok ? "success" : "failure";
  const { network, requestId } = attempt;
  log.info({ event: "login", outcome, accountId, network, requestId }, "login");
  return ok ? accountId : null;
}
