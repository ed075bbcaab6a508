import type { WaitingPullRequest } from "../../pipeline/learning/port.ts";
import { texts } from "../texts.ts";
import { Label, type Tone } from "./notice.tsx";

const CONCLUSIONS = {
  action_required: "danger",
  neutral: "attention",
  failure: "attention",
  success: "success",
  unknown: "neutral",
} as const satisfies Record<keyof typeof texts.conclusion, Tone>;

export function nameOf({ owner, name, number }: WaitingPullRequest): string {
  return `${owner}/${name}#${number}`;
}

/** Open pull requests with what their check says, and why. */
export function PullRequestList({ pullRequests }: { pullRequests: readonly WaitingPullRequest[] }) {
  return (
    <ul class="rows">
      {pullRequests.map((pullRequest) => (
        <li class="row">
          <a class="row-title" href={pullRequest.url}>
            {nameOf(pullRequest)}
          </a>
          <ConclusionLabel conclusion={pullRequest.conclusion} />
          {pullRequest.decisionId && (
            <a
              class="row-end"
              href={`/decisions/${pullRequest.decisionId}`}
              aria-label={`${texts.training.whyThis} ${nameOf(pullRequest)}`}
            >
              {texts.training.whyThis}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function ConclusionLabel({ conclusion }: { conclusion: string | null }) {
  const known = isKnown(conclusion) ? conclusion : "unknown";
  return <Label tone={CONCLUSIONS[known]}>{texts.conclusion[known]}</Label>;
}

function isKnown(conclusion: string | null): conclusion is keyof typeof CONCLUSIONS {
  return conclusion !== null && Object.hasOwn(CONCLUSIONS, conclusion);
}
