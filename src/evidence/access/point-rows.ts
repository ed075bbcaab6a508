import { ENTRY_COLUMNS, entryRow } from "../entry-columns.ts";
import { PERSON_COLUMNS, type People, personRow } from "../person-columns.ts";
import type { Report, Row } from "../report.ts";
import type { RosterThen } from "../sources.ts";
import type { Held, Via } from "./held.ts";
import type { Trained } from "./training-at.ts";
import type { Turn } from "./turns.ts";

export const POINT_COLUMNS: Report["columns"] = [
  ...PERSON_COLUMNS,
  { name: "employer", means: "As the roster had it at that time. Absent where it tells none." },
  {
    name: "kind",
    means:
      "person; machine (an account that the policy calls one, a deploy key, an App); anybody (all members, or everybody, by the repository's visibility).",
  },
  { name: "external_id", means: "GitHub's id of a deploy key or of an App's installation. Absent for people." },
  {
    name: "repository",
    means:
      "Its name as last seen; * for all repositories, by a permission that names none of them; some: an App was given some, and GitHub names them to that App alone.",
  },
  { name: "repository_id", means: "GitHub's id of it. Absent for all of them, and for some." },
  {
    name: "permission",
    means:
      "GitHub's word: read, triage, write, maintain, admin, or the name of a custom role. Of an App: admin where it may say who enters, write where it may write code, read for anything else on repositories. unknown: GitHub does not show it to this installation (the base permission; whether there are deploy keys, or Apps), and it is taken for access.",
  },
  {
    name: "via",
    means:
      "Every way that leads there: base, team, direct, owner, org_role, enterprise_team, internal, public, outside, app, deploy_key. The permission is that of the strongest.",
  },
  {
    name: "valid_from_latest",
    means: "It was so from then on at the latest: when a delivery told it, or a look found it.",
  },
  {
    name: "valid_from_earliest",
    means: "It was not so before that: the last look that did not find it. Absent: nobody had looked before.",
  },
  { name: "first_seen_by", means: "What told it: event, baseline, sweep, verify, audit-log." },
  {
    name: "trained_as_of",
    means:
      "At that time, by the policy then in force, for this access: yes, no, grace, waived (a waiver alone), not-required; unknown where that policy is not kept. For * as if a rule that names repositories named all.",
  },
  { name: "required", means: "The layers that this access asked for." },
  { name: "missing", means: "What they lacked, as layer/course (why); what they were in grace for too." },
  { name: "as_of", means: "The instant that the row is about." },
  { name: "known_as_of", means: "Only what was recorded up to then is told: later corrections are not in it." },
  ...ENTRY_COLUMNS,
];

/** Of whom, and of when, rows are made. */
export interface Looked {
  readonly people: People;
  readonly roster: ReadonlyMap<string, RosterThen>;
  readonly accounts: ReadonlyMap<string, readonly number[]>;
  readonly names: ReadonlyMap<number, string>;
  readonly asOf: string;
  readonly knownAsOf: string;
}

export interface PersonHeld {
  readonly person: string;
  readonly held: Held;
  readonly trained: Trained;
  readonly isMachine: boolean;
}

export function personAccessRow({ person, held, trained, isMachine }: PersonHeld, looked: Looked): Row {
  return {
    ...personRow(person, looked.people),
    employer: looked.roster.get(person)?.employer ?? null,
    kind: isMachine ? "machine" : "person",
    external_id: null,
    ...accessOf(held, looked),
    ...trainedColumns(trained),
  };
}

/** What is nobody's: a key, an App, or everybody who may read. */
export function nobodysRow(held: Held, external: string | null, looked: Looked): Row {
  return {
    ...personRow(null, looked.people),
    employer: null,
    kind: external === null ? "anybody" : "machine",
    external_id: external,
    ...accessOf(held, looked),
    ...trainedColumns({ state: "not-required", required: [], missing: [] }),
  };
}

function accessOf({ repository, role, via, since, earliest }: Held, { names, asOf, knownAsOf }: Looked): Row {
  return {
    repository: repository === null ? "*" : (names.get(repository) ?? null),
    repository_id: repository,
    permission: role,
    via: via as readonly Via[],
    ...sinceColumns(since, earliest),
    as_of: asOf,
    known_as_of: knownAsOf,
    ...entryRow(since.leaf),
  };
}

export function sinceColumns({ at, source }: Turn, earliest: number): Row {
  return {
    valid_from_latest: new Date(at).toISOString(),
    valid_from_earliest: Number.isFinite(earliest) ? new Date(earliest).toISOString() : null,
    first_seen_by: source,
  };
}

function trainedColumns({ state, required, missing }: Trained): Row {
  return { trained_as_of: state, required, missing };
}
