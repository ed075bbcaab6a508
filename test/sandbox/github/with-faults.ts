import type { ApiReply } from "./api.ts";
import type { Faults } from "./faults.ts";
import { NotThereError } from "./find.ts";
import { notFound, Refusal } from "./refusal.ts";
import type { SeenRequest } from "./requests.ts";
import type { Reply } from "./rest/route.ts";

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Answers as the first fitting fault says, or as it should. */
export async function withFaults(faults: Faults, seen: SeenRequest, answer: () => Promise<Reply>): Promise<ApiReply> {
  const fault = faults.take(seen);
  if (fault?.latencyMs) await wait(fault.latencyMs);
  if (fault?.failWith === undefined) return settled(answer);
  if (fault.afterwards) await settled(answer);
  if (fault.failWith === "reset") return "reset";
  if (fault.failWith === "timeout") {
    await faults.cleared();
    return "reset";
  }
  return failure(fault.failWith, fault.retryAfter);
}

function failure(status: number, retryAfter = 60): Reply {
  if (status !== 403 && status !== 429) return { status, body: { message: "Server Error" } };
  const refusal = new Refusal(
    status,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  );
  return { status, body: refusal.body, headers: { "retry-after": String(retryAfter) } };
}

async function settled(answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers };
    if (error instanceof NotThereError) return { status: 404, body: notFound().body };
    throw error;
  }
}
