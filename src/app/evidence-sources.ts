import type { Tx } from "../db/client.ts";
import { createStoredSources } from "../db/evidence/sources.ts";
import { createStores } from "../db/stores.ts";
import type { Clock } from "../domain/clock.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { PolicySource, Sources } from "../evidence/sources.ts";
import type { Files } from "../files.ts";
import { peopleStanding } from "../pipeline/admin/people-standing.ts";
import type { PersonStatus } from "../pipeline/admin/port.ts";
import { listUntrained } from "../pipeline/admin/untrained.ts";
import { bareCourses, curriculumOf } from "../pipeline/courses/courses-in-force.ts";
import { createInForce } from "../pipeline/policy/in-force.ts";
import { readStoredPolicy } from "../policy/digest.ts";

export interface SourcesAsked {
  readonly installation: Installation;
  /** How much of the log is read. */
  readonly log: { readonly epoch: number; readonly size: number };
  readonly files: Pick<Files, "content" | "mapping">;
  readonly asOf: Date;
}

/** All that reports read, by one snapshot: what is stored, and what follows from it now. */
export async function sourcesOn(tx: Tx, { installation, log, files, asOf }: SourcesAsked): Promise<Sources> {
  const stores: OutsideStores = createStores(tx);
  const org = installation.orgId;
  const inForce = createInForce(stores);
  const clock: Clock = () => asOf;
  const rows = await stores.courses.listInForce();
  const standing = { stores, policies: { inForce }, clock, courses: async () => bareCourses(rows) };
  return {
    ...createStoredSources(tx, { org, ...log }),
    policies: { inForce: () => inForce(org), find: (digest) => findPolicy(digest, stores) },
    standing: {
      untrained: () => listUntrained(installation, standing),
      asked: async () => layersByPerson(await peopleStanding(installation, standing)),
    },
    mapping: files.mapping,
    curriculum: curriculumOf(rows, files.content),
    asOf,
  };
}

function layersByPerson(people: readonly PersonStatus[]): ReadonlyMap<string, readonly string[]> {
  return new Map(people.map(({ person, layers }) => [person, layers.map(({ layer }) => layer)]));
}

async function findPolicy(digest: string, { policies }: OutsideStores): ReturnType<PolicySource["find"]> {
  const stored = await policies.find(digest);
  return (stored && readStoredPolicy(stored)) ?? null;
}
