import { canonicalJson } from "../../domain/canonical-json.ts";
import type { ActivityCounts, AwarenessActivity } from "../../domain/stores/awareness.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { DraftOf } from "../entries.ts";
import { commitTo, originOf } from "../exceptions/deps.ts";
import type { Actor } from "../exceptions/port.ts";
import { type AwarenessDeps, pagesOf } from "./deps.ts";
import type { CampaignPlan } from "./plan-phishing.ts";
import type { AwarenessFile } from "./port.ts";

interface Taking {
  readonly by: Actor;
  readonly at: Date;
  readonly file: AwarenessFile;
}

/** Writes what is new of one campaign, counts it again, and says so in the log: how many, and of outcomes a commitment. */
export async function writeCampaign(
  stores: Stores,
  plan: CampaignPlan,
  { by, at, file }: Taking,
  { entries, newId }: Pick<AwarenessDeps, "entries" | "newId">,
): Promise<void> {
  if (plan.results.length === 0) return;
  const { awareness } = stores;
  const id = plan.activity?.id ?? newId();
  if (!plan.activity) await awareness.add(newCampaign(id, plan, { by, at, file }));
  for (const page of pagesOf(plan.results)) await awareness.saveResults(id, page);
  const { covered, ...counts } = await countCampaign(stores, id, file, at);
  await awareness.settle(id, { covered, ...counts });
  const common = {
    org: file.org,
    ...originOf(by),
    activity_id: id,
    kind: "phishing" as const,
    counts: { audience: counts.audience, roster: counts.roster, covered },
    outcomes_commitment: commitTo(plan.salt, canonicalJson(counts.outcomes)),
  };
  if (plan.activity)
    await entries.append<DraftOf<"awareness.updated">>(stores, at, { type: "awareness.updated", ...common });
  else
    await entries.append<DraftOf<"awareness.recorded">>(stores, at, {
      type: "awareness.recorded",
      ...common,
      method: "simulation",
      held_on: counts.happenedAt.toISOString().slice(0, 10),
    });
}

function newCampaign(
  id: string,
  { title, keySha256, salt }: CampaignPlan,
  { by, at, file }: Taking,
): AwarenessActivity {
  return {
    ...{ id, orgId: file.org, keySha256, salt, title },
    ...{ kind: "phishing", method: "simulation", channel: file.source, slug: null, textSha256: null, text: null },
    ...{ happenedAt: at, audience: 0, roster: 0, covered: 0, delivered: null, undeliverable: null, unknown: null },
    outcomes: null,
    ...{ recordedBy: by.person, recordedAt: at, closedAt: at },
  };
}

async function countCampaign(
  { awareness }: Stores,
  id: string,
  { org }: AwarenessFile,
  closedAt: Date,
): Promise<ActivityCounts & { readonly covered: number }> {
  const { covered, sentAt, ...outcomes } = await awareness.countResults(id);
  const roster = await awareness.rosterPeople(org);
  return {
    ...{ happenedAt: sentAt, audience: outcomes.delivered, roster, covered, closedAt },
    ...{ delivered: outcomes.delivered, undeliverable: null, unknown: null, outcomes },
  };
}
