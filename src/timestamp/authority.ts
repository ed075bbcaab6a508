import { withoutPassword } from "../domain/basic-auth.ts";
import type { Clock } from "../domain/clock.ts";
import { TimestampError, type Timestamping } from "../pipeline/anchors/timestamping.ts";
import { readAnswer } from "./answer.ts";
import { createRequest } from "./request.ts";

const TIMEOUT_MS = 15_000;
/** A token with its chain of certificates takes some 6 KB. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface AuthorityDeps {
  /** May hold `user:password@`. */
  readonly url: string;
  readonly clock: Clock;
}

/** RFC 3161 section 3.4: over HTTP. */
export function createTimestamping({ url, clock }: AuthorityDeps): Timestamping {
  const { address, headers } = withoutPassword(new URL(url));
  return {
    async stamp(bytes) {
      const request = createRequest(bytes);
      const response = await ask(address, { ...headers, "Content-Type": "application/timestamp-query" }, request.body);
      return { response, at: readAnswer(response, request, clock()) };
    },
  };
}

async function ask(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await reach(() => fetch(address, { method: "POST", headers, body, signal }));
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new TimestampError(`answered ${answer.status}`);
  }
  return reach(() => readLimited(answer));
}

async function readLimited({ body }: Response): Promise<Uint8Array> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw new TimestampError(`the answer is over ${MAX_ANSWER_BYTES} bytes`);
    }
    chunks.push(part.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function reach<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof TimestampError) throw error;
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    throw new TimestampError(timedOut ? "no answer in time" : "not reached", { cause: error });
  }
}
