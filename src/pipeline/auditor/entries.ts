import { z } from "zod";
import { type PersonId, personId, type RepositoryId, repositoryId } from "../../domain/ids.ts";
import type { LoggedEntry } from "../../domain/stores/verdicts.ts";
import type { AuditDeps } from "./deps.ts";
import type { LogRow } from "./port.ts";

/** What a row of the list says of an entry, of whatever type: entries of before may lack any of it. */
const Said = z.object({
  subject: z.string().optional(),
  mode: z.string().optional(),
  enforced: z.boolean().optional(),
  repository_id: z.number().optional(),
  resource: z.object({ repository_id: z.number().optional() }).optional(),
  decision: z
    .object({
      outcome: z.string().optional(),
      people: z.array(z.object({ subject: z.string(), parts: z.array(z.string()).optional() })).optional(),
    })
    .optional(),
  merged_by: z.object({ subject: z.string() }).optional(),
  pushed_by: z.object({ subject: z.string() }).optional(),
});
type Said = z.infer<typeof Said>;

/** As rows, with the names that people and repositories have now. */
export async function toRows(
  entries: readonly LoggedEntry[],
  { stores, reading }: Pick<AuditDeps, "stores" | "reading">,
): Promise<readonly LogRow[]> {
  const read = entries.map((entry) => ({ entry, said: Said.parse(JSON.parse(entry.body)) }));
  const people = read.flatMap(({ said }) => subjectOf(said) ?? []);
  const logins = await loginsOf(people, stores);
  const repositories = await reading.repositoryNames([
    ...new Set(read.flatMap(({ said }) => repositoryOf(said) ?? [])),
  ]);
  return read.map(({ entry: { epoch, seq, type, recordedAt }, said }) => {
    const [subject, repository] = [subjectOf(said), repositoryOf(said)];
    return {
      ...{ epoch, seq, type, recordedAt },
      outcome: said.decision?.outcome ?? null,
      mode: said.mode ?? null,
      enforced: said.enforced ?? null,
      about: subject === null ? null : (logins.get(subject) ?? null),
      repository: repository === null ? null : (repositories.get(repository) ?? null),
    };
  });
}

/** By the oldest account of each that there still is. */
export async function loginsOf(
  people: readonly PersonId[],
  { people: store }: Pick<AuditDeps["stores"], "people">,
): Promise<ReadonlyMap<PersonId, string>> {
  const accounts = await store.accountsOfAll([...new Set(people)]);
  const known = accounts.filter((account): account is typeof account & { person: PersonId } => account.person !== null);
  return new Map(known.toReversed().map(({ person, login }) => [person, login]));
}

/** Of a decision the author, or who answers for one; of what came onto a branch who brought it. */
function subjectOf({ subject, decision, merged_by, pushed_by }: Said): PersonId | null {
  const author = decision?.people?.find(({ parts = [] }) => parts.includes("author") || parts.includes("sponsor"));
  const named = subject ?? author?.subject ?? merged_by?.subject ?? pushed_by?.subject;
  return named === undefined ? null : personId(named);
}

function repositoryOf({ repository_id: own, resource }: Said): RepositoryId | null {
  const id = own ?? resource?.repository_id;
  return id === undefined ? null : repositoryId(id);
}
