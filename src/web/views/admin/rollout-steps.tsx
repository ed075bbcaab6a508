import type { OrgId } from "../../../domain/ids.ts";
import type { RolloutView } from "../../../pipeline/admin/port.ts";
import type { RolloutStanding, RolloutStepName } from "../../../pipeline/admin/rollout-steps.ts";
import { ROSTER_FILES } from "../../form-fields.ts";
import { texts } from "../../texts.ts";
import { ActionLink } from "../form.tsx";
import { Label, Panel } from "../notice.tsx";
import { pathWith } from "./listing.tsx";

const t = texts.admin.oversight.rollout;
const TONES = { done: "success", next: "accent", later: "neutral" } as const;
const PATHS: Readonly<Record<RolloutStepName, string>> = {
  scope: "/admin/repositories",
  roster: ROSTER_FILES,
  observe: "/admin/people",
  preview: "#policy-preview",
  flag: "#policy-preview",
  block: "/admin/repositories",
};

interface StepsProps {
  readonly rollout: Pick<RolloutView, "steps" | "standing">;
  readonly org: OrgId;
}

/** From the boundary to blocking: what is next on its own, and then all of it with where each stands. */
export function RolloutSteps({ rollout, org }: StepsProps) {
  return (
    <>
      <NextStep rollout={rollout} org={org} />
      <h2 id="steps">{t.steps}</h2>
      <ol class="rows" aria-labelledby="steps">
        {rollout.steps.map(({ step, state }) => {
          const { title, how } = t.step[step];
          return (
            <li class="row">
              <div class="row-text">
                <p class="row-title">{state === "later" ? title : <a href={pathOf(step, org)}>{title}</a>}</p>
                {state === "done" ? null : <p>{how}</p>}
                <p class="small muted">{figuresOf(step, rollout.standing)}</p>
              </div>
              <Label tone={TONES[state]}>{t.stepState[state]}</Label>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function NextStep({ rollout: { steps, standing }, org }: StepsProps) {
  const next = steps.find(({ state }) => state === "next")?.step;
  if (next === undefined)
    return (
      <Panel tone="success">
        <h2>{t.allDone}</h2>
        <p>{t.allDoneText}</p>
      </Panel>
    );
  const { title, how, act } = t.step[next];
  return (
    <Panel tone="accent">
      <h2>{t.nextStep(title)}</h2>
      <p>{how}</p>
      <p class="small">{figuresOf(next, standing)}</p>
      <ActionLink href={pathOf(next, org)} label={act} primary />
    </Panel>
  );
}

function pathOf(step: RolloutStepName, org: OrgId): string {
  const path = PATHS[step];
  return path.startsWith("#") ? path : pathWith(path, { org });
}

function figuresOf(step: RolloutStepName, { modes, outside, onRoster, pulls }: RolloutStanding): string {
  if (step === "roster") return t.onRoster(onRoster);
  if (modes === null) return t.noPolicy;
  const { observe, flag, block } = modes;
  if (step === "scope") return t.covered(observe + flag + block, outside);
  return step === "observe" ? t.observed(pulls) : t.modes(observe, flag, block);
}
