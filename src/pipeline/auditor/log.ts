import type { LoggedEntry } from "../../domain/stores/verdicts.ts";
import { EntryDraft } from "../../gatelog/entry.ts";
import type { AuditDeps } from "./deps.ts";
import { toRows } from "./entries.ts";
import type { LogAsked, LogPage } from "./port.ts";
import type { EntryQuery } from "./reading.ts";

export const PAGE_ENTRIES = 50;

const TYPES: readonly string[] = EntryDraft.options.map(({ shape }) => shape.type.value).toSorted();

/** One page of what is found, newest first. Who asks for one place asks for it whenever it was. */
export async function searchLog(asked: LogAsked, deps: AuditDeps): Promise<LogPage> {
  const { login, repository, from } = asked;
  const none = { rows: [], hasNewer: false, hasOlder: false, types: TYPES };
  const person = login === null ? null : await personOf(login, deps);
  if (login !== null && person === null) return { ...none, unknown: "login" };
  const repositories = repository === null ? null : await deps.reading.repositoriesNamed(asked.org, repository);
  if (repositories?.length === 0) return { ...none, unknown: "repository" };

  const found = await deps.reading.search({
    ...asked,
    ...(asked.seq !== null && { period: { from: new Date(0), to: deps.clock() } }),
    ...{ person, repositories, limit: PAGE_ENTRIES + 1 },
  });
  return { ...(await pageOf(found, from, deps)), unknown: null, types: TYPES };
}

async function personOf(login: string, { stores }: AuditDeps): Promise<EntryQuery["person"]> {
  return (await stores.people.findAccountByLogin(login))?.person ?? null;
}

/** One more was asked for than a page has: it says that there is another page on that side. */
async function pageOf(found: readonly LoggedEntry[], from: LogAsked["from"], deps: AuditDeps) {
  const isNewer = from !== null && "after" in from;
  const hasMore = found.length > PAGE_ENTRIES;
  const shown = found.slice(0, PAGE_ENTRIES);
  const rows = await toRows(isNewer ? shown.toReversed() : shown, deps);
  return { rows, hasNewer: isNewer ? hasMore : from !== null, hasOlder: isNewer || hasMore };
}
