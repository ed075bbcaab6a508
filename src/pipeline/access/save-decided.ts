import { sha256OfJson } from "../../domain/canonical-json.ts";
import type { DecisionId, OrgId } from "../../domain/ids.ts";
import type { AccessDecided } from "../../domain/stores/access-gate.ts";
import { targetKey } from "../../domain/stores/holds.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { AccessDecision, SeatDecision } from "../../gate/access/decision.ts";
import { veiledLogin } from "../../gate/access/machine-like.ts";
import { missingOf } from "../../gate/access/plan.ts";
import type { DraftOf } from "../entries.ts";
import { decidedBody, resourceOf } from "./access-drafts.ts";
import type { AccessGateDeps } from "./deps.ts";
import type { GatheredAccess } from "./gather-access.ts";

export interface DecidedOn {
  readonly gathered: GatheredAccess;
  readonly decision: AccessDecision;
}

export function originOf(org: OrgId) {
  return { org, actor: { kind: "app" }, source: { kind: "reconcile" } } as const;
}

/** The decision that stands from now on, with all that it rests on, and the entry of it. */
export async function saveDecided(
  stores: TxStores,
  { gathered, decision, id, verdictSha256 }: DecidedOn & { readonly id: DecisionId; readonly verdictSha256: string },
  deps: AccessGateDeps,
): Promise<void> {
  const { account, installation, facts } = gathered;
  const at = new Date(facts.asOf);
  // Names are not needed to decide again, but for what they look like.
  const kept = {
    ...facts,
    account: { ...facts.account, login: veiledLogin(facts.account.login) },
    salt: Buffer.from(deps.newSalt()).toString("hex"),
  };
  const decided: AccessDecided = {
    id,
    orgId: installation.orgId,
    account: account.id,
    verdictSha256,
    factsSha256: sha256OfJson(kept),
    facts: kept,
    tree: decision,
    decidedAt: at,
    changesAt: dateOf(decision.changesAt),
  };
  await stores.accessGates.saveDecided(decided);
  // The log names people: a bot has no name there.
  if (account.person === null) return;
  const completions = await stores.training.completionsOf([account.person]);
  await deps.entries.append<DraftOf<"access.decided">>(stores, at, {
    type: "access.decided",
    ...originOf(installation.orgId),
    ...(await deps.entries.subjectOf(stores, account.person)),
    decision_id: id,
    ...decidedBody(decision, installation.orgId, completions),
    rule: { policy_sha256: decision.policyDigest },
    facts_sha256: decided.factsSha256,
  });
  await logConflicts(stores, { gathered, decision }, deps);
}

/** Told once: with the decision that leaves the seat alone. */
async function logConflicts(stores: TxStores, { gathered, decision }: DecidedOn, deps: AccessGateDeps): Promise<void> {
  const { account, installation, facts } = gathered;
  if (account.person === null) return;
  for (const { target } of newConflicts(decision, gathered)) {
    const seat = facts.seats.find((one) => targetKey(one.target) === targetKey(target));
    await deps.entries.append<DraftOf<"access.conflict">>(stores, new Date(facts.asOf), {
      type: "access.conflict",
      ...originOf(installation.orgId),
      ...(await deps.entries.subjectOf(stores, account.person)),
      resource: resourceOf(target, installation.orgId),
      times: seat?.takenLately ?? 0,
    });
  }
}

function newConflicts({ seats }: AccessDecision, { facts }: GatheredAccess): readonly SeatDecision[] {
  const known = new Set(facts.seats.filter(({ conflict }) => conflict).map(({ target }) => targetKey(target)));
  return seats.filter(({ why, target }) => why === "conflict" && !known.has(targetKey(target)));
}

export const dateOf = (instant: string | null) => (instant === null ? null : new Date(instant));

/** What makes a look worth an entry. Dates that time alone moves are not in it. */
export function verdictDigest({ seats, undecided }: AccessDecision): string {
  return sha256OfJson({
    undecided,
    seats: seats.map((seat) => ({
      target: targetKey(seat.target),
      role: seat.target.role,
      mode: seat.mode,
      level: seat.level,
      verdict: seat.verdict,
      outcome: seat.outcome,
      enforced: seat.enforced,
      why: seat.why ?? "",
      asks: seat.ask?.kind ?? "",
      missing: missingOf(seat),
      waivers: seat.layers.flatMap(({ waived }) => waived?.waiver ?? []),
    })),
  });
}
