import type { PersonId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { ActivityKind, LandingMark } from "../../domain/stores/landings.ts";
import { landingResult } from "../../gate/landing-result.ts";
import { type DraftOf, keyedName, keyOfAuthor } from "../entries.ts";
import type { MergeDeps } from "../head/merge.ts";
import type { Activity, LeftBehind } from "./activity-port.ts";
import { type GateOn, gateOn } from "./gate-on.ts";
import { decisionPart, metOf } from "./met.ts";

export interface Read {
  readonly repository: Repository;
  readonly installation: Installation;
  /** Oldest first. */
  readonly activities: readonly Activity[];
  /** Merges that some of them tell of. */
  readonly merges: readonly LeftBehind[];
  /** How far was read with them. */
  readonly mark: LandingMark;
}

/** Gives each record of GitHub's to the merge that it tells of; what is none is written. With how far was read, or not at all. */
export async function writeLandings(read: Read, deps: MergeDeps): Promise<void> {
  const { repository, installation, activities } = read;
  const gates = new Map<Activity, GateOn | null>();
  for (const one of activities) gates.set(one, await gateOn(repository, installation, one.at, deps));
  const actors = activities.flatMap(({ actor }) => actor ?? []);
  await deps.transact(async (stores) => {
    const accounts = actors.length > 0 ? await stores.people.ensure(actors, deps.clock()) : [];
    const personOf = new Map(accounts.map(({ id, person }) => [id, person]));
    for (const activity of activities) {
      const merge = read.merges.find(({ sha }) => sha === activity.after);
      if (await stores.landings.link(repository.id, activity, merge?.pull.number ?? null)) continue;
      const gate = gates.get(activity);
      const by = activity.actor === null ? null : (personOf.get(activity.actor.id) ?? null);
      if (gate) await writePush(activity, { ...read, gate, by }, stores, deps);
    }
    await stores.landings.saveMark(read.mark);
  });
}

interface Pushed extends Pick<Read, "repository" | "installation"> {
  readonly gate: GateOn;
  readonly by: PersonId | null;
}

const KINDS: Readonly<Record<ActivityKind, DraftOf<"push.observed">["kind"]>> = {
  push: "push",
  force_push: "force-push",
  pr_merge: "merge",
  merge_queue_merge: "merge",
};

async function writePush(activity: Activity, pushed: Pushed, stores: TxStores, deps: MergeDeps): Promise<void> {
  const { repository, installation, gate, by } = pushed;
  const { activityId, kind, before, after, at } = activity;
  const met = await metOf(await stores.verdicts.find({ repositoryId: repository.id, headSha: after }), stores);
  const result = landingResult({ ...met, ...gate });
  const id = deps.newId();
  const place = { orgId: installation.orgId, repositoryId: repository.id, branch: repository.defaultBranch };
  const record = { activityId, kind };
  const told = { before, after, landedAt: at, landedBy: by, number: null, result };
  if (!(await stores.landings.add({ id, ...place, record, ...told }))) return;
  await deps.entries.append<DraftOf<"push.observed">>(stores, at, {
    type: "push.observed",
    org: installation.orgId,
    actor: { kind: "github" },
    source: { kind: "reconcile" },
    landing_id: id,
    resource: {
      kind: "commit",
      id: keyedName(await keyOfAuthor(stores, by, deps.instanceKey), repository.id, after),
      repository_id: repository.id,
    },
    kind: KINDS[kind],
    ...(by ? { pushed_by: await deps.entries.subjectOf(stores, by) } : {}),
    ...decisionPart(met),
    mode: gate.mode,
    result,
    ...(gate.paused ? { covered: false as const } : {}),
  });
}
