import type { AccountId, OrgId, PersonId } from "../ids.ts";

/** Where a client is told by itself who may be given access, and from whom it is to be taken. */
export interface Hook {
  readonly id: string;
  readonly clientId: string;
  readonly orgId: OrgId;
  readonly url: string;
  /** Empty: those that writing to a repository asks of anybody. */
  readonly layers: readonly string[];
  /** Hex. The secret itself is kept nowhere. */
  readonly secretSha256: string;
  readonly createdBy: PersonId;
  readonly createdAt: Date;
  /** Its own end, or its client's. */
  readonly revokedAt: Date | null;
  /** How many messages it took, and when the newest. */
  readonly taken: number;
  readonly takenAt: Date | null;
}

/** What is to be told of somebody: the accounts that may be given access. None: nobody is to have any for their sake. */
export interface HookMessage {
  /** The same at each try: who gets it twice can tell. */
  readonly id: string;
  readonly accounts: readonly AccountId[];
  /** When it was first to be told. */
  readonly since: Date;
}

/** What one hook was told of one person. */
export interface HookTold {
  /** As last taken. */
  readonly accounts: readonly AccountId[];
  /** Up to then it holds by itself, as it was when somebody last looked. */
  readonly changesAt: Date | null;
  /** Not taken yet, or nobody knows whether it was. */
  readonly message: HookMessage | null;
  /** Nothing is tried any more, until there is other news or the hook answers again. */
  readonly givenUpAt: Date | null;
}

/** How a hook stands with the messages that it has not taken. */
export interface HookTrouble {
  readonly hook: Hook;
  /** As the client is called. */
  readonly client: string;
  readonly waiting: number;
  readonly givenUp: number;
  readonly since: Date;
  /** Of the newest try. */
  readonly problem: string | null;
}

export interface HookStore {
  add(hook: Omit<Hook, "orgId" | "revokedAt" | "taken" | "takenAt">): Promise<void>;
  find(id: string): Promise<Hook | null>;
  /** Oldest first, with those that are revoked. */
  list(org: OrgId): Promise<readonly Hook[]>;
  /** Those that are told; null: of every organisation. */
  listActive(org: OrgId | null): Promise<readonly Hook[]>;
  /** False if it was revoked already. */
  revoke(id: string, by: PersonId, at: Date): Promise<boolean>;
  /** Of these people; who stands not there was never told of. */
  toldOf(hook: string, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, HookTold>>;
  /** Whom it was told of, or has a message about, by id, after `after`. */
  listTold(
    hook: string,
    page: { readonly after: PersonId | null; readonly limit: number },
  ): Promise<readonly PersonId[]>;
  /** Before it is sent, so that a try whose end nobody knows is known. `message` null: there is no news. */
  note(
    hook: string,
    person: PersonId,
    told: { readonly message: HookMessage | null; readonly changesAt: Date | null },
  ): Promise<void>;
  /** The hook took the message, so it answers. What there is of newer news stays. */
  taken(hook: string, person: PersonId, message: HookMessage, at: Date): Promise<void>;
  /** The hook answered, whatever it was told: nothing is given up any more. */
  answered(hook: string, at: Date): Promise<void>;
  failed(
    hook: string,
    person: PersonId,
    message: HookMessage,
    failure: { readonly problem: string; readonly givenUpAt: Date | null },
  ): Promise<void>;
  /** Active hooks that did not take everything; null: of every organisation. */
  troubles(org: OrgId | null): Promise<readonly HookTrouble[]>;
  /** Of all hooks together. */
  counts(): Promise<{ readonly taken: number; readonly waiting: number; readonly givenUp: number }>;
}
