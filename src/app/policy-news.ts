import type { Logger } from "pino";
import type { PolicyNews } from "../pipeline/policy/policies.ts";
import { blocksWithoutContact, type IncidentContact } from "../policy/incident-contact.ts";
import type { LayeredPolicy } from "../policy/layer.ts";
import { formatProblem } from "../policy/problem.ts";

/** A policy that is in force stays in force: whoever runs this is told what it lacks. */
export function warnOfSilence(layered: LayeredPolicy, contact: IncidentContact, log: Logger): void {
  const problems = blocksWithoutContact(layered, contact).map(formatProblem);
  if (problems.length > 0)
    log.warn({ problems }, "the policy blocks, and nobody is named to whom an incident is reported");
}

/** A line for the operator about what became of an organisation's policy file. */
export function logPolicyNews(log: Logger, contact: IncidentContact): (news: PolicyNews) => void {
  return (news) => {
    const { kind, org } = news;
    if (kind === "activated") {
      log.info({ org, policy: news.layered.digest }, "another policy is in force");
      warnOfSilence(news.layered, contact, log);
    } else if (kind === "held") {
      const { newlyBlocked, open, capPercent, digest } = news;
      log.warn(
        { org, policy: digest, newlyBlocked, open, capPercent },
        "a policy is held, since it would newly block too many: look at `policy preview`, then run `policy release`",
      );
    } else {
      const problems = news.problems.map(formatProblem);
      if (news.nothingInForce)
        log.error(
          { org, problems },
          "the organisation's policy cannot be used, and none was in force before it: mend the file",
        );
      else log.warn({ org, problems }, "the organisation's policy cannot be used: the one before it stays in force");
    }
  };
}
