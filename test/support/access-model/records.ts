import type { AccountId, PersonId } from "../../../src/domain/ids.ts";
import type { Waiver } from "../../../src/domain/stores/exceptions.ts";
import type { Stores } from "../../../src/domain/stores/index.ts";
import type { Completion } from "../../../src/domain/stores/training.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { INSTALLATION, REPOSITORIES } from "./grounds.ts";
import type { Rows } from "./memory-stores.ts";
import type { ModelGitHub } from "./model-github.ts";
import { personOf } from "./model-records.ts";

/** What the access gate reads and others write. */
export interface Records {
  readonly completions: Completion[];
  readonly waivers: Pick<Waiver, "id" | "person" | "layer" | "repositories" | "startsAt" | "endsAt">[];
  /** Who left, by the roster. */
  readonly gone: Map<PersonId, Date>;
}

export interface InForce {
  readonly policy: Policy;
  readonly digest: string;
  readonly since: Date;
}

export function storesOn(github: ModelGitHub, { completions, waivers, gone }: Records, inForce: () => InForce) {
  return (rows: Rows): Partial<Stores> => {
    const installation = () => ({ ...INSTALLATION, baselineAt: rows.baselineAt });
    const accounts = [...github.people.values()].map(({ id, login }) => ({
      id,
      login,
      type: "User",
      person: personOf(id),
    }));
    const identity = (person: PersonId) => ({
      person,
      commitment: `sha256:${"0".repeat(64)}`,
      prKey: new Uint8Array(32),
    });
    return {
      installations: {
        find: async () => installation(),
        listActive: async () => [installation()],
        markBaseline: async (_: unknown, at: Date) => {
          rows.baselineAt = at;
        },
      },
      repositories: {
        listOf: async () => REPOSITORIES,
        find: async (id: number) => REPOSITORIES.find((one) => one.id === id) ?? null,
      },
      people: {
        ensure: async () => accounts,
        findAccounts: async (wanted: readonly AccountId[]) => accounts.filter(({ id }) => wanted.includes(id)),
        accountsOf: async (person: PersonId) => accounts.filter((account) => account.person === person),
        accountsOfAll: async (people: readonly PersonId[]) => accounts.filter(({ person }) => people.includes(person)),
        identity: async (person: PersonId) => identity(person),
        identities: async (people: readonly PersonId[]) => people.map(identity),
      },
      training: {
        completionsOf: async (people: readonly PersonId[]) =>
          completions.filter(({ person }) => people.includes(person)),
      },
      waivers: {
        listStanding: async (_: unknown, people: readonly PersonId[], at: Date) =>
          waivers.filter(({ person, endsAt }) => people.includes(person) && endsAt > at),
        listOver: async (_: unknown, whose: PersonId, at: Date) =>
          waivers.filter(({ person, endsAt }) => person === whose && endsAt <= at),
        recordUse: async () => undefined,
      },
      reasons: { keep: async () => "0".repeat(64) },
      policies: { inForce: async () => ({ ...inForce(), text: null }) },
      notices: { ofPerson: async () => [] },
      verdicts: { openHeadsOf: async () => [] },
      pulls: { openHeads: async () => [] },
      roster: {
        factsOf: async () =>
          new Map([...gone].map(([person, endedAt]) => [person, { roles: [], startsOn: null, endedAt }])),
        namedAmong: async (_: unknown, people: readonly PersonId[]) => new Set(people),
      },
    } as unknown as Partial<Stores>;
  };
}
