import type { Logger } from "pino";
import type { RuleNews } from "../pipeline/rules/keep-rules.ts";

/** The rule that requires our check is what makes the gate real: what others do to it is for the operator to see. */
export function createRuleTeller(log: Logger): (news: RuleNews) => void {
  return ({ kind, ...detail }) => {
    if (kind === "tampered") log.warn(detail, "somebody changed the rule that requires the check");
    if (kind === "refused") log.warn(detail, "GitHub does not take the rule that requires the check: see doctor");
    if (kind === "progress") log.info(detail, "repositories wait for verdicts before the check is required there");
  };
}
