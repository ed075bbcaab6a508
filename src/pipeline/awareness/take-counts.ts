import type { OrgId } from "../../domain/ids.ts";
import type { AwarenessActivity, IncidentReports } from "../../domain/stores/awareness.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { ToldHeld } from "../../programme/awareness/read-counts.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import type { Actor } from "../exceptions/port.ts";
import type { AwarenessDeps } from "./deps.ts";

interface Writing {
  readonly org: OrgId;
  readonly by: Actor;
  readonly at: Date;
  /** By which way it was told: a form, or the system whose file it was. */
  readonly channel: string;
}

export async function writeIncidents(
  stores: Stores,
  incidents: readonly IncidentReports[],
  { org, by, at, importId }: Omit<Writing, "channel"> & { readonly importId?: string },
  { entries }: Pick<AwarenessDeps, "entries">,
): Promise<void> {
  if (incidents.length === 0) return;
  await stores.awareness.addIncidents(org, incidents, by.person, at);
  await entries.append<DraftOf<"awareness.incidents_counted">>(stores, at, {
    type: "awareness.incidents_counted",
    org,
    ...originOf(by),
    ...(importId !== undefined && { import_id: importId }),
    counts: { reports: incidents.reduce((sum, { reports }) => sum + reports, 0) },
  });
}

/** Of those who took part only the number is known, and so not how much of the roster they are. */
export async function writeHeld(
  stores: Stores,
  held: readonly (ToldHeld & { readonly keySha256: string })[],
  { org, by, at, channel }: Writing,
  { entries, newId, newSalt }: Pick<AwarenessDeps, "entries" | "newId" | "newSalt">,
): Promise<void> {
  if (held.length === 0) return;
  const roster = await stores.awareness.rosterPeople(org);
  for (const { on, participants, ...line } of held) {
    const activity: AwarenessActivity = {
      ...{ ...line, id: newId(), orgId: org, channel, slug: null, textSha256: null, text: null },
      ...{ happenedAt: new Date(`${on}T00:00:00Z`), audience: participants, roster, covered: null },
      ...{ delivered: null, undeliverable: null, unknown: null, outcomes: null, salt: newSalt() },
      ...{ recordedBy: by.person, recordedAt: at, closedAt: at },
    };
    await stores.awareness.add(activity);
    await entries.append<DraftOf<"awareness.recorded">>(stores, at, {
      type: "awareness.recorded",
      org,
      ...originOf(by),
      activity_id: activity.id,
      kind: line.kind,
      method: line.method,
      held_on: on,
      counts: { audience: participants, roster },
    });
  }
}
