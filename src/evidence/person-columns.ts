import type { Column, Row } from "./report.ts";
import type { PeopleSource, PersonShown } from "./sources.ts";

/** The person that a row is about. */
export const PERSON_COLUMNS: readonly Column[] = [
  {
    name: "person_key",
    means: "The person's random id, by which the gate log names them. It stays when they are erased.",
  },
  { name: "name", means: "As the roster has it. Absent where no roster names them, and of who was erased." },
  {
    name: "email",
    means: "As the roster has it, else an address that GitHub verified at sign-in. Absent where none is known.",
  },
  { name: "github_login", means: "Of their oldest GitHub account, as last seen. For display: logins change hands." },
  {
    name: "source",
    means: "Where the person is known from: a source of the roster, or github. Absent of who was erased.",
  },
];

export type People = ReadonlyMap<string, PersonShown>;

export function personRow(personKey: string | null, people: People): Row {
  const shown = personKey === null ? undefined : people.get(personKey);
  return {
    person_key: personKey,
    name: shown?.name ?? null,
    email: shown?.email ?? null,
    github_login: shown?.login ?? null,
    source: shown?.source ?? null,
  };
}

/** The login, or the random id where no login is known (any more). */
export function shownAs(personKey: string | null | undefined, people: People): string | null {
  if (personKey === null || personKey === undefined) return null;
  return people.get(personKey)?.login ?? personKey;
}

/** One query for all that are named, absent ones left out. */
export function findPeople(source: PeopleSource, personKeys: readonly (string | null | undefined)[]): Promise<People> {
  const keys = personKeys.filter((key) => key !== null && key !== undefined);
  return source.find([...new Set(keys)]);
}
