import type { PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Transact, TxStores } from "../../domain/stores/index.ts";
import type { Notice, Outcome } from "../../domain/stores/notices.ts";
import type { DraftOf, Entries } from "../entries.ts";
import { isAboutHold } from "./due.ts";

export interface Recorded {
  readonly outcome: Outcome;
  readonly sentAt: Date;
  readonly installation: Installation;
  /** Null: those who run this app. */
  readonly person: PersonId | null;
}

/** What became of notices that went out together. A hold of which nobody heard is told at once to those who run this app. */
export async function recordOutcome(
  notices: readonly Notice[],
  recorded: Recorded,
  { transact, entries }: { readonly transact: Transact; readonly entries: Entries },
): Promise<void> {
  const { outcome, sentAt, installation, person } = recorded;
  await transact(async (stores) => {
    await stores.notices.complete(
      notices.map(({ id }) => id),
      sentAt,
      outcome,
    );
    await logOutcome(stores, notices, recorded, entries);
    if (outcome.delivered || person === null || !notices.some(isAboutHold)) return;
    await stores.jobs.file([{ subject: { kind: "digest", installationId: installation.id } }]);
  });
}

/** One entry for each, where its outcome is another than before. */
async function logOutcome(
  stores: TxStores,
  notices: readonly Notice[],
  { outcome, sentAt, installation, person }: Recorded,
  entries: Entries,
): Promise<void> {
  const changed = notices.filter((notice) => notice.outcome?.delivered !== outcome.delivered);
  if (changed.length === 0) return;
  const { delivered, channel, why } = outcome;
  const subject = person === null ? {} : await entries.subjectOf(stores, person);
  await entries.appendAll<DraftOf<"notice.sent">>(
    stores,
    sentAt,
    changed.map(({ id, kind, about }) => ({
      type: "notice.sent",
      org: installation.orgId,
      actor: { kind: "app" },
      source: { kind: "timer" },
      ...subject,
      notice_id: id,
      kind,
      ...((isAboutHold({ kind }) || kind === "granted") && { hold_id: about }),
      ...(channel !== null && { channel }),
      delivered,
      ...(why !== null && { why }),
    })),
  );
}
