/** `fetch`, with the address of the policy service in front of the path. */
export type Policy = (
  path: string,
  init?: { signal: AbortSignal },
) => Promise<Response>;

export class PolicyUnavailable extends Error {}

export async function mayDownload(
  policy: Policy,
  userId: string,
  fileId: string,
): Promise<boolean> {
  const query = new URLSearchParams({ user: userId, file: fileId });
  try {
    const answer = await policy(`/allow?${query}`, {
      signal: AbortSignal.timeout(2_000),
    });
    if (!answer.ok) throw new Error(`the policy service answered ${answer.status}`);
    const verdict = (await answer.json()) as { allowed?: unknown };
    if (typeof verdict.allowed !== "boolean")
      throw new TypeError("the answer is no verdict");
    return verdict.allowed;
  } catch (cause) {
    throw new PolicyUnavailable("could not decide", { cause });
  }
}
