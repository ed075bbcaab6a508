import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { AwarenessActivity, PhishingResult } from "../../domain/stores/awareness.ts";
import type { ToldResult } from "../../programme/awareness/read-phishing.ts";
import { type AwarenessStores, addressKey, groupBy, pagesOf } from "./deps.ts";

/** What one campaign of a file says that is not known yet. */
export interface CampaignPlan {
  readonly title: string;
  readonly keySha256: string;
  readonly salt: Uint8Array;
  /** Null for a campaign that nobody told of before. */
  readonly activity: AwarenessActivity | null;
  /** New, or of whom more is known. */
  readonly results: readonly PhishingResult[];
  readonly added: number;
  readonly known: number;
  readonly unmatched: number;
}

interface Asked {
  readonly org: OrgId;
  readonly source: string;
  readonly newSalt: () => Uint8Array;
}

/** Compares a file with what is known, campaign by campaign. */
export async function planPhishing(
  told: readonly ToldResult[],
  { org, source, newSalt }: Asked,
  stores: AwarenessStores,
): Promise<readonly CampaignPlan[]> {
  const campaigns = groupBy(told, ({ campaign }) => campaign);
  const keyOf = (campaign: string) => sha256OfJson({ org, kind: "phishing", source, campaign });
  const known = await stores.awareness.byKeys(org, [...campaigns.keys()].map(keyOf));
  const plans: CampaignPlan[] = [];
  for (const [title, lines] of campaigns) {
    const activity = known.find(({ keySha256 }) => keySha256 === keyOf(title)) ?? null;
    const salt = activity?.salt ?? newSalt();
    const compared = await compare(lines, { org, activity, salt }, stores);
    plans.push({ title, keySha256: keyOf(title), salt, activity, ...compared });
  }
  return plans;
}

interface Campaign {
  readonly org: OrgId;
  readonly activity: AwarenessActivity | null;
  readonly salt: Uint8Array;
}

async function compare(
  lines: readonly ToldResult[],
  { org, activity, salt }: Campaign,
  { awareness }: AwarenessStores,
): Promise<Pick<CampaignPlan, "results" | "added" | "known" | "unmatched">> {
  const results: PhishingResult[] = [];
  const counts = { added: 0, known: 0, unmatched: 0 };
  for (const page of pagesOf([...mergedByAddress(lines).values()])) {
    const people = await awareness.peopleByMail(
      org,
      page.map(({ email }) => email),
    );
    const found = page.map((line) => toResult(line, people.get(line.email) ?? null, salt));
    const before = await beforeOf(activity, found, awareness);
    for (const result of found) {
      const old = before.get(result.keySha256);
      // Whoever was known by an address stays it, when the address is somebody else's by now.
      const now = { ...result, person: old?.person ?? result.person };
      if (now.person === null) counts.unmatched += 1;
      if (old === undefined) counts.added += 1;
      else if (isSame(old, now)) {
        counts.known += 1;
        continue;
      }
      results.push(now);
    }
  }
  return { results, ...counts };
}

async function beforeOf(
  activity: AwarenessActivity | null,
  found: readonly PhishingResult[],
  awareness: AwarenessStores["awareness"],
): Promise<ReadonlyMap<string, PhishingResult>> {
  if (!activity) return new Map();
  const known = await awareness.resultsOf(
    activity.id,
    found.map(({ keySha256 }) => keySha256),
  );
  return new Map(known.map((result) => [result.keySha256, result]));
}

/** Two lines about one recipient of a campaign are two things that they did. */
function mergedByAddress(lines: readonly ToldResult[]): ReadonlyMap<string, ToldResult> {
  const merged = new Map<string, ToldResult>();
  for (const line of lines) {
    const other = merged.get(line.email);
    merged.set(line.email, other ? mergeTwo(other, line) : line);
  }
  return merged;
}

function mergeTwo(a: ToldResult, b: ToldResult): ToldResult {
  const minutes = [a.minutesToReport, b.minutesToReport].filter((one) => one !== null);
  return {
    ...a,
    sentAt: a.sentAt < b.sentAt ? a.sentAt : b.sentAt,
    reported: a.reported || b.reported,
    clicked: a.clicked || b.clicked,
    submitted: a.submitted || b.submitted,
    minutesToReport: minutes.length === 0 ? null : Math.min(...minutes),
  };
}

function toResult(line: ToldResult, person: PersonId | null, salt: Uint8Array): PhishingResult {
  const { sentAt, reported, clicked, submitted, minutesToReport } = line;
  return { keySha256: addressKey(salt, line.email), person, sentAt, reported, clicked, submitted, minutesToReport };
}

function isSame(a: PhishingResult, b: PhishingResult): boolean {
  return (
    a.person === b.person &&
    a.sentAt.getTime() === b.sentAt.getTime() &&
    a.reported === b.reported &&
    a.clicked === b.clicked &&
    a.submitted === b.submitted &&
    a.minutesToReport === b.minutesToReport
  );
}
