import type { Period } from "../../src/evidence/report.ts";
import type { AboutKey, EntryType, Leaf, PersonShown, Sources, Untrained } from "../../src/evidence/sources.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { UNMAPPED } from "../../src/training/mapping/mapping.ts";

export type SomeEntry = { readonly type: EntryType } & Readonly<Record<string, unknown>>;

export interface SomeSources {
  /** Their bodies, in the order of the log; what is left out is filled in. */
  readonly entries?: readonly SomeEntry[];
  readonly people?: Readonly<Record<string, Partial<PersonShown>>>;
  readonly policies?: Readonly<Record<string, Policy>>;
  readonly untrained?: readonly Untrained[];
  readonly asOf?: Date;
  /** Told which types of entries are asked for. */
  readonly onAsked?: (types: readonly EntryType[]) => void;
  readonly more?: Partial<Sources>;
}

export const SOMEBODY = "00000000-0000-4000-8000-00000000000a";
export const SOMEBODY_ELSE = "00000000-0000-4000-8000-00000000000b";

export const subject = (id: string) => ({ subject: id, identity_commitment: `sha256:${"c".repeat(64)}` });

/** Sources that hold these entries and nothing else. */
export function someSources(given: SomeSources = {}): Sources {
  const leaves = (given.entries ?? []).map(toLeaf);
  const { onAsked = () => undefined } = given;
  const none = async () => new Map();
  return {
    entries: {
      of: <Type extends EntryType>(types: readonly Type[], period?: Period) => {
        onAsked(types);
        return each(leaves.filter((leaf) => isOf(leaf, types) && isIn(leaf, period)) as unknown as Leaf<Type>[]);
      },
      about: async <Type extends EntryType>(types: readonly Type[], key: AboutKey, ids: readonly string[]) => {
        onAsked(types);
        const isAbout = ({ entry }: Some) => ids.includes(String((entry as Record<string, unknown>)[key]));
        return leaves.filter((leaf) => isOf(leaf, types) && isAbout(leaf)) as unknown as Leaf<Type>[];
      },
      countByType: async (period) => {
        const counts = new Map<string, number>();
        for (const leaf of leaves)
          if (isIn(leaf, period)) counts.set(leaf.entry.type, (counts.get(leaf.entry.type) ?? 0) + 1);
        return counts;
      },
    },
    people: {
      find: async (keys) =>
        new Map(
          keys.flatMap((key) => {
            const shown = given.people?.[key];
            return shown ? [[key, { name: null, email: null, login: null, source: "github", ...shown }]] : [];
          }),
        ),
    },
    repositories: { names: async (ids) => new Map(ids.map((id) => [id, `acme/repository-${id}`])) },
    training: { completions: none, attestations: none, historyOf: none },
    policies: {
      inForce: async () => null,
      find: async (digest) => given.policies?.[digest] ?? null,
    },
    exceptions: { waivers: none, breakGlasses: none },
    reasons: { texts: none },
    checkpoints: {
      epochs: async () => [],
      signedIn: () => each([]),
      countSignedIn: async () => 0,
      signing: async () => ({
        refusedSince: null,
        problem: null,
        anchorSilentSince: null,
        anchorProblem: null,
        checkedAt: null,
        checkedProblem: null,
      }),
    },
    githubLog: { oneSided: () => each([]) },
    landings: { kept: none, records: none, merges: async () => 0 },
    coverage: { looks: () => each([]), around: async () => ({ pauses: [], silences: [] }) },
    standing: { untrained: async () => given.untrained ?? [], asked: none },
    roster: { factsAt: none },
    population: { stints: () => each([]), named: async () => new Set(), erased: async () => 0 },
    accounts: { of: none, countSeated: async () => 0 },
    teams: { slugs: async () => () => null },
    awareness: { simulations: async () => [], find: none, incidents: async () => [], incidentsRecorded: async () => 0 },
    policyDocuments: {
      versions: none,
      reviewNames: none,
      titles: none,
      accepted: async () => 0,
      told: async () => ({ delivered: 0, undeliverable: 0 }),
      acknowledgements: none,
    },
    effectiveness: { attempts: () => each([]), erasedAttempts: async () => 0 },
    mapping: UNMAPPED,
    curriculum: { layers: [] },
    asOf: given.asOf ?? new Date("2026-02-01T00:00:00.000Z"),
    ...given.more,
  };
}

type Some = ReturnType<typeof toLeaf>;

function toLeaf(body: SomeEntry, seq: number) {
  const common = { epoch: 1, seq, recorded_at: "2026-01-15T00:00:00.000Z", occurred_at: "2026-01-15T00:00:00.000Z" };
  return {
    entry: { actor: { kind: "app" }, source: { kind: "timer" }, ...common, ...body },
    sha256: seq.toString(16).padStart(64, "0"),
  };
}

function isOf({ entry }: Some, types: readonly EntryType[]): boolean {
  return types.includes(entry.type);
}

function isIn({ entry }: Some, period: Period | undefined): boolean {
  const at = Date.parse(entry.occurred_at);
  return period === undefined || (at >= period.from.getTime() && at < period.to.getTime());
}

async function* each<One>(all: readonly One[]): AsyncIterable<One> {
  yield* all;
}

export async function allOf<One>(all: AsyncIterable<One>): Promise<readonly One[]> {
  const found: One[] = [];
  for await (const one of all) found.push(one);
  return found;
}
