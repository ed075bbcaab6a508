import type { HookSender, Sent } from "./pipeline/hooks/sender.ts";

const TIMEOUT_MS = 10_000;
const GONE = 410;

export function createHookSender({ version }: { readonly version: string }): HookSender {
  return {
    async send({ url, headers, body }) {
      try {
        const answer = await fetch(url, {
          method: "POST",
          redirect: "manual",
          headers: { ...headers, "Content-Type": "application/json", "User-Agent": `training-gate/${version}` },
          body,
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await answer.body?.cancel();
        return sentBy(answer);
      } catch (cause) {
        return { ok: false, why: whyOf(cause), isGone: false };
      }
    },
  };
}

function sentBy({ ok, status }: Response): Sent {
  if (ok) return { ok };
  const isElsewhere = status >= 300 && status < 400;
  const why = isElsewhere ? `it answered ${status}, and no redirect is followed` : `it answered ${status}`;
  return { ok, why, isGone: status === GONE };
}

/** What `fetch` throws says only that it failed. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "it did not answer in time";
  return error.cause instanceof Error ? error.cause.message : error.message;
}
