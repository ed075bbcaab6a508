import { createHmac } from "node:crypto";
import type { PersonId } from "../domain/ids.ts";
import type { Installation } from "../domain/installation.ts";
import type { Stores } from "../domain/stores/index.ts";
import type { Identity } from "../domain/stores/people.ts";
import type { LogDraft } from "../domain/stores/verdicts.ts";
import { EntryDraft } from "../gatelog/entry.ts";
import type { Received } from "./deliveries/delivery.ts";

/** What every entry says of where it comes from. */
export interface Instance {
  readonly id: string;
  readonly version: string;
}

export type DraftOf<Type extends EntryDraft["type"]> = Extract<EntryDraft, { type: Type }>;
type Common = "occurred_at" | "instance" | "app";

/** Writes entries of the gate log: always in the transaction of the change that they record. */
export interface Entries {
  /** Validates, and writes nothing. */
  draft<Draft extends EntryDraft>(at: Date, draft: Omit<Draft, Common>): LogDraft;
  /** Validates and appends. */
  append<Draft extends EntryDraft>(stores: Stores, at: Date, draft: Omit<Draft, Common>): Promise<void>;
  appendAll<Draft extends EntryDraft>(stores: Stores, at: Date, drafts: readonly Omit<Draft, Common>[]): Promise<void>;
  /** The person as the log names them. */
  subjectOf(stores: Stores, person: PersonId): Promise<{ subject: string; identity_commitment: string }>;
  installationChanged(
    stores: Stores,
    change: { readonly change: string; readonly now: Omit<Installation, "baselineAt"> },
    received: Received,
  ): Promise<void>;
}

export function createEntries(instance: Instance): Entries {
  const complete = (at: Date, draft: object) => ({
    body: EntryDraft.parse({
      ...draft,
      occurred_at: at.toISOString(),
      instance: instance.id,
      app: { version: instance.version },
    }),
    occurredAt: at,
  });
  const append: Entries["append"] = (stores, at, draft) => stores.log.append(complete(at, draft));
  const subjectOf: Entries["subjectOf"] = async (stores, person) => toSubject(await stores.people.identity(person));
  return {
    draft: complete,
    append,
    appendAll: (stores, at, drafts) => stores.log.appendAll(drafts.map((draft) => complete(at, draft))),
    subjectOf,

    async installationChanged(stores, { change, now }, received) {
      await append<DraftOf<"installation.changed">>(stores, received.receivedAt, {
        type: "installation.changed",
        org: now.orgId,
        actor: { kind: "github" },
        source: { kind: "webhook", delivery_id: received.id },
        change,
      });
    },
  };
}

/** The person as the log names them, of an identity that is at hand. */
export function toSubject({ person, commitment }: Pick<Identity, "person" | "commitment">) {
  return { subject: person, identity_commitment: commitment };
}

/** A pull request or head by a name that its author's key makes and that nobody can undo once the key is erased. */
export function keyedName(key: Uint8Array, ...parts: readonly (string | number)[]): string {
  return `hmac:${createHmac("sha256", key).update(parts.join(":")).digest("hex")}`;
}

/** Where several people stand behind a head, the first author's key names it; a bot's is named by the instance's own. */
export async function keyOfAuthor(
  stores: Stores,
  author: PersonId | null,
  instanceKey: Uint8Array,
): Promise<Uint8Array> {
  return author === null ? instanceKey : (await stores.people.identity(author)).prKey;
}
