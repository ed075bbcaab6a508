import type { AccountId, OrgId, PersonId } from "../../domain/ids.ts";
import type { ApiClient, ApiClientStore } from "../../domain/stores/api-clients.ts";
import type { MissingWhy } from "../../training/passes.ts";
import type { Actor, Done } from "../exceptions/port.ts";

export interface EligibleLayer {
  readonly layer: string;
  readonly state: "met" | "grace" | "missing";
  /** Met: when it ends; null if it does not. Grace: when it is over. Missing: null. */
  readonly until: Date | null;
  readonly missing: readonly { readonly course: string; readonly why: MissingWhy }[];
}

/** What another system is told of one person: no address, no score, nothing that was answered. */
export interface Eligibility {
  readonly person: PersonId;
  readonly accounts: readonly { readonly id: AccountId; readonly login: string }[];
  /** Each layer is met, or in grace: access may be given, or may stay. */
  readonly eligible: boolean;
  readonly layers: readonly EligibleLayer[];
  /** Until then nothing changes by time alone; null: nothing does. */
  readonly changesAt: Date | null;
}

/** Whom is asked about: by an id, which stays, or by a login, which may change hands. */
export type PersonRef = { readonly account: number } | { readonly login: string } | { readonly person: string };

export interface EligibilityAsk {
  /** Those that matter to the client; empty: those that writing to a repository asks of this person. */
  readonly layers: readonly string[];
}

export type Told<T> = { readonly ok: true; readonly told: T } | { readonly ok: false; readonly why: string };

export interface EligibilityPage {
  readonly asOf: Date;
  readonly people: readonly Eligibility[];
  /** To be handed in as `after`; null on the last page. */
  readonly next: PersonId | null;
}

/** The records say it, and not GitHub: no request is made. Every answer is kept with who asked. */
export interface EligibilityDesk {
  /** Null for a token that nobody has, or no longer. */
  clientOf(token: string): Promise<ApiClient | null>;
  /** `told` is null where nobody by that name is known. */
  one(client: ApiClient, ref: PersonRef, ask: EligibilityAsk): Promise<Told<Eligibility | null>>;
  page(
    client: ApiClient,
    page: { readonly after: PersonId | null; readonly limit: number },
    ask: EligibilityAsk,
  ): Promise<Told<EligibilityPage>>;
}

export interface ApiClients {
  /** `token` is shown once: what is kept is its digest. */
  add(
    by: Actor,
    org: OrgId,
    name: string,
  ): Promise<(Done & { readonly ok: true; readonly token: string }) | Extract<Done, { ok: false }>>;
  revoke(by: Actor, id: string): Promise<Done>;
  list(org: OrgId): ReturnType<ApiClientStore["list"]>;
}
