import type { Logger } from "pino";
import type { PolicyNews } from "../pipeline/policies.ts";
import { formatProblem } from "../policy/problem.ts";

/** A line for the operator about what became of an organisation's policy file. */
export function logPolicyNews(log: Logger): (news: PolicyNews) => void {
  return (news) => {
    const { kind, org } = news;
    if (kind === "activated") log.info({ org, policy: news.digest }, "another policy is in force");
    else if (kind === "held") {
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
