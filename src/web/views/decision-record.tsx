import type { Child } from "hono/jsx";
import type { Decision } from "../../gate/decision.ts";
import type { DecisionPage } from "../../pipeline/learning/port.ts";
import { texts } from "../texts.ts";
import { Moment } from "./time.tsx";

export type Decided = DecisionPage & { readonly decision: Decision };

/** What an auditor takes to the log: when, on what, by which policy and in which mode this was decided. */
export function DecisionRecord({ page }: { page: DecisionPage }) {
  const { record } = texts.decision;
  const { decision } = page;
  return (
    <section aria-labelledby="record">
      <h2 id="record">{record.heading}</h2>
      <dl class="record">
        <Line term={record.decidedAt}>
          <Moment at={page.decidedAt} />
        </Line>
        {decision && (
          <>
            <Line term={record.outcome}>
              <code>{decision.outcome}</code>, {record.outcomes[decision.outcome]}
            </Line>
            <Line term={record.mode}>
              <code>{decision.mode}</code>, {record.modes[decision.mode]}
            </Line>
          </>
        )}
        <Line term={record.commit}>
          <code>{page.headSha}</code>
        </Line>
        {decision && (
          <Line term={record.policy}>
            <code>{decision.policyDigest}</code>
          </Line>
        )}
        <Line term={record.id}>
          <code>{page.id}</code>
        </Line>
      </dl>
    </section>
  );
}

function Line({ term, children }: { term: string; children: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
