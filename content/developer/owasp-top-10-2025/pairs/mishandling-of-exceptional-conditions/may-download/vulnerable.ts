/** `fetch`, with the address of the policy service in front of the path. */
export type Policy = (
  path: string,
  init?: { signal: AbortSignal },
) => Promise<Response>;

export async function mayDownload(
  policy: Policy,
  userId: string,
  fileId: string,
): Promise<boolean> {
  const query = new URLSearchParams({ user: userId, file: fileId });
  try {
    const answer = await policy(`/allow?${query}`);
    const verdict = (await answer.json()) as { allowed?: unknown };
    return verdict.allowed !== false;
  } catch (error) {
    console.warn("policy service is down, nobody is blocked", error);
    return true;
  }
}
