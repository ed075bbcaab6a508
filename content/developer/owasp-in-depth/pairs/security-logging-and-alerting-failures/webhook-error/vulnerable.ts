export interface Hook {
  id: string;
  url: string; // as with Slack's webhooks, whoever knows the address may post to it
}
export interface Log {
  error(fields: Record<string, unknown>, message: string): void;
}
export type Post = (url: string, body: unknown) => Promise<void>;

/** True if the partner took the notice. */
export async function deliver(
  hook: Hook,
  notice: unknown,
  post: Post,
  log: Log,
): Promise<boolean> {
  try {
    await post(hook.url, notice);
    return true;
  } catch (err) {
    log.error(
      { event: "webhook.failed", hookId: hook.id, err },
      "webhook not delivered",
    );
    return false;
  }
}
