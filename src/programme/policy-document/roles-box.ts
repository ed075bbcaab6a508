import type { Holders } from "../../policy/policy.ts";
import { type Block, code, counted, list } from "./blocks.ts";
import type { PolicyDocumentFacts } from "./facts.ts";

/** Who answers for what. Accounts are counted and not named: this text outlives people. */
export function rolesBox({ policy }: PolicyDocumentFacts): readonly Block[] {
  const { roles, waivers } = policy;
  const auditors = roles.auditor
    ? `Auditors read everything and change nothing, until the end of ${roles.auditor.until}: ${holders(roles.auditor, "nobody is named")}.`
    : "Auditors read everything and change nothing. Nobody is named at present.";
  return [
    list([
      `Administrators run the programme, approve this policy and answer for exceptions: ${holders(roles.admin, "the owners of the GitHub organisation")}.`,
      `Approvers agree to waivers that others ask for: ${holders(waivers.approvers, "the administrators")}.`,
      auditors,
      "Everybody takes the training that is asked of them, signs it, and reports incidents.",
    ]),
  ];
}

export function holders({ teams = [], accounts = [] }: Holders, otherwise: string): string {
  const named = [
    ...teams.map((team) => `the team ${code(team)}`),
    ...(accounts.length === 0 ? [] : [`${counted(accounts.length, "account")} that the policy names`]),
  ];
  return named.length === 0 ? otherwise : named.join(" and ");
}
