import { decisionId } from "../../domain/ids.ts";
import type { StoredDecision } from "../../domain/stores/verdicts.ts";
import type { Decision } from "../../gate/decision.ts";
import type { DecisionPage, DecisionPages, Viewer } from "../learning/port.ts";
import {
  isOwnLine,
  type Place,
  type SightDeps,
  type Standpoint,
  standpointOf,
  withoutAddresses,
  withoutOthers,
  withoutPaths,
} from "./decision-sight.ts";
import { DecisionTree } from "./decision-tree.ts";

/** As they are made, and no longer than the log takes them: nothing else is asked of the database. */
const DECISION_ID = /^[\w-]{1,64}$/;

/**
 * The page behind a check run. It opens for the people concerned, readers of the repository, administrators and
 * auditors; the answer to everybody else is the one for a decision that does not exist.
 */
export function createDecisionPages(deps: SightDeps): DecisionPages {
  return {
    async read(viewer, id) {
      if (!DECISION_ID.test(id)) return null;
      const stored = await deps.stores.verdicts.findDecision(decisionId(id));
      const place = stored && (await placeOf(stored, deps));
      if (!stored || !place) return null;
      const decision = stored.tree === null ? null : DecisionTree.parse(stored.tree);
      const isConcerned = decision?.people.some((person) => isOwnLine(person, viewer)) ?? false;
      const standpoint = await standpointOf(viewer, place, deps);
      if (!isConcerned && standpoint === null) return null;
      return toPage(stored, { place, decision, viewer, isConcerned, standpoint }, deps);
    },
  };
}

async function placeOf({ repositoryId }: StoredDecision, { stores }: SightDeps): Promise<Place | null> {
  const repository = await stores.repositories.find(repositoryId);
  const installation = repository && (await stores.installations.find(repository.installationId));
  return repository && installation && { repository, installation };
}

interface Look {
  readonly place: Place;
  readonly decision: Decision | null;
  readonly viewer: Viewer;
  readonly isConcerned: boolean;
  readonly standpoint: Standpoint | null;
}

async function toPage(stored: StoredDecision, look: Look, { stores }: SightDeps): Promise<DecisionPage> {
  const { decision, viewer } = look;
  const { owner, name, visibility } = look.place.repository;
  const { id, repositoryId, headSha, decidedAt } = stored;
  const [newest, pulls] = await Promise.all([
    stores.verdicts.find({ repositoryId, headSha }),
    stores.pulls.withHead({ repositoryId, headSha }),
  ]);
  const shown = decision && narrowed(decision, look);
  return {
    id,
    decidedAt,
    repository: { owner, name, visibility },
    // Which ones they were is erased with the tree; the head still tells.
    pullRequests: decision?.pullRequests ?? pulls.map(({ number }) => number),
    headSha,
    decision: shown,
    waivers: shown ? await reasonsIn(shown, stores) : [],
    sight: sightOf(look),
    self: decision?.people.find((person) => isOwnLine(person, viewer))?.account ?? viewer.account.id,
    current: newest?.decisionId === id,
  };
}

/** A decision that was narrowed names no waiver but those whose lines may be read whole. */
async function reasonsIn({ people }: Decision, { waivers }: SightDeps["stores"]): Promise<DecisionPage["waivers"]> {
  const rested = people.flatMap(({ login, layers }) =>
    layers.flatMap(({ layer, waived }) => (waived ? [{ login, layer, id: waived.waiver }] : [])),
  );
  const found = rested.length === 0 ? [] : await waivers.findAll(rested.map(({ id }) => id));
  return rested.flatMap(({ login, layer, id }) => {
    const waiver = found.find((one) => one.id === id);
    return waiver ? [{ login, layer, reason: waiver.reason }] : [];
  });
}

function sightOf({ isConcerned, standpoint }: Look): DecisionPage["sight"] {
  if (standpoint === "administrator") return "full";
  return isConcerned ? "own" : "names";
}

/** What a viewer may not read does not leave the pipeline, whatever a page would do with it. */
function narrowed(decision: Decision, look: Look): Decision {
  switch (sightOf(look)) {
    case "full":
      return decision;
    case "own": {
      const own = withoutOthers(decision, look.viewer);
      return look.standpoint === null ? withoutPaths(own) : own;
    }
    case "names":
      return withoutAddresses(withoutOthers(decision, look.viewer));
  }
}
