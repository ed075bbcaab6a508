import type { PreviewedText, RolloutView } from "../../../pipeline/admin/port.ts";
import type { RolloutStanding, RolloutStepName } from "../../../pipeline/admin/rollout-steps.ts";
import type { OrganisationRoles } from "../../../pipeline/roles.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Label, Panel } from "../notice.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Field } from "./field.tsx";
import { ImpactOf } from "./impact.tsx";
import { Organisations, pathWith } from "./listing.tsx";

interface RolloutProps {
  readonly rollout: RolloutView;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly tried?: { readonly text: string; readonly result: PreviewedText } | undefined;
  readonly problem?: string | undefined;
}

const t = texts.admin.oversight.rollout;
const PATH = "/admin/rollout";

export function RolloutPage({ rollout, reading, roles, tried, problem }: RolloutProps) {
  return (
    <AdminPage title={t.title} problem={problem}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      <h2 id="steps">{t.steps}</h2>
      <Steps rollout={rollout} />
      <h2 id="policy-preview">{t.policy}</h2>
      {tried && <Tried result={tried.result} />}
      <PreviewForm text={tried?.text ?? rollout.text ?? t.example} reading={reading} />
      <h2>{t.content}</h2>
      <Staged rollout={rollout} reading={reading} />
    </AdminPage>
  );
}

const STEP_TONES = { done: "success", next: "accent", later: "neutral" } as const;
const STEP_LINKS: Readonly<Partial<Record<RolloutStepName, string>>> = {
  scope: "/admin/repositories",
  roster: "/admin/roster",
  observe: "/admin/people",
  preview: "#policy-preview",
  block: "/admin/repositories",
};

/** From the boundary to blocking, with where each stands; what is next stands out. */
function Steps({ rollout: { steps, standing } }: Pick<RolloutProps, "rollout">) {
  return (
    <ol class="rows" aria-labelledby="steps">
      {steps.map(({ step, state }) => {
        const { title, how } = t.step[step];
        const link = STEP_LINKS[step];
        return (
          <li class="row">
            <div class="row-text">
              <p class="row-title">{link === undefined ? title : <a href={link}>{title}</a>}</p>
              <p>{how}</p>
              <p class="small muted">{figuresOf(step, standing)}</p>
            </div>
            <Label tone={STEP_TONES[state]}>{t.stepState[state]}</Label>
          </li>
        );
      })}
    </ol>
  );
}

function figuresOf(step: RolloutStepName, { modes, outside, onRoster, pulls }: RolloutStanding): string {
  if (step === "roster") return t.onRoster(onRoster);
  if (modes === null) return t.noPolicy;
  const { observe, flag, block } = modes;
  if (step === "scope") return t.covered(observe + flag + block, outside);
  return step === "observe" ? t.observed(pulls) : t.modes(observe, flag, block);
}

function PreviewForm({ text, reading }: { text: string; reading: OrganisationRoles }) {
  return (
    <Form action={pathWith(`${PATH}/preview`, { org: reading.org })}>
      <div class="field">
        <label for="policy">{t.file}</label>
        <p class="small muted" id="policy-hint">
          {t.fileHint}
        </p>
        <textarea
          id="policy"
          name="policy"
          class="code-field"
          rows={16}
          required
          aria-describedby="policy-hint"
          autocomplete="off"
          spellcheck={false}
        >
          {text}
        </textarea>
      </div>
      <button class="btn btn-primary" type="submit">
        {t.preview}
      </button>
    </Form>
  );
}

function Tried({ result }: { result: PreviewedText }) {
  if (result.ok) return <ImpactOf impact={result.impact} heading={t.result} />;
  return (
    <Panel tone="danger">
      <h3>{t.unusable}</h3>
      <ul>
        {result.problems.map(({ line, path, message, remedy }) => (
          <li class="break">
            {t.problem(line, path, message)}
            {remedy !== undefined && ` ${remedy}`}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Staged({ rollout: { staged, impact }, reading }: Pick<RolloutProps, "rollout" | "reading">) {
  if (staged.length === 0) return <p>{t.nothingStaged}</p>;
  return (
    <>
      <p>{t.stagedIntro}</p>
      {impact && <ImpactOf impact={impact} heading={t.ifPublished} />}
      {reading.admin ? (
        <Form action={pathWith(`${PATH}/publish`, { org: reading.org })}>
          <fieldset class="field">
            <legend>{t.choose}</legend>
            {staged.map((one) => (
              <p>
                <label>
                  <input type="checkbox" name="course" value={one.course} checked={one.staged !== null} />{" "}
                  {t.staged(one.course, one.inForce, one.staged)}
                </label>
              </p>
            ))}
          </fieldset>
          <Field name="reason" label={texts.admin.reason} hint={t.reasonHint} lines={3} required />
          <button class="btn btn-primary" type="submit">
            {t.publish}
          </button>
        </Form>
      ) : (
        <>
          <ul>
            {staged.map((one) => (
              <li>{t.staged(one.course, one.inForce, one.staged)}</li>
            ))}
          </ul>
          <p>{t.onlyAdmins}</p>
        </>
      )}
    </>
  );
}
