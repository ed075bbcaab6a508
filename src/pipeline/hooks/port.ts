import type { OrgId } from "../../domain/ids.ts";
import type { Hook } from "../../domain/stores/hooks.ts";
import type { Actor, Done } from "../exceptions/port.ts";
import type { Sent } from "./sender.ts";

export interface HookAsk {
  readonly client: string;
  readonly url: string;
  /** Empty: those that writing to a repository asks of anybody. */
  readonly layers: readonly string[];
}

/** Telling other systems by ourselves. Whoever adds a hook or takes it away has to be an admin. */
export interface Hooks {
  /** `secret` can be worked out again by whoever holds `SESSION_KEY`, and by nobody from the database. */
  add(
    by: Actor,
    ask: HookAsk,
  ): Promise<(Done & { readonly ok: true; readonly secret: string }) | Extract<Done, { ok: false }>>;
  revoke(by: Actor, id: string): Promise<Done>;
  list(org: OrgId): Promise<readonly Hook[]>;
  /** Sends it a message that says nothing of anybody. Where it answers, what was given up is tried again. */
  test(by: Actor, id: string): Promise<Extract<Done, { ok: false }> | { readonly ok: true; readonly sent: Sent }>;
}
