import type { PreviewedText, RolloutView } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { TitleOf } from "../../course-titles.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Panel } from "../notice.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Field } from "./field.tsx";
import { ImpactOf } from "./impact.tsx";
import { Organisations, pathWith } from "./listing.tsx";
import { RolloutSteps } from "./rollout-steps.tsx";

interface RolloutProps {
  readonly rollout: RolloutView;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly tried?: { readonly text: string; readonly result: PreviewedText } | undefined;
  readonly problem?: string | undefined;
  readonly titleOf: TitleOf;
}

const t = texts.admin.oversight.rollout;
const PATH = "/admin/rollout";

export function RolloutPage({ rollout, reading, roles, tried, problem, titleOf }: RolloutProps) {
  return (
    <AdminPage title={t.title} problem={problem}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <p class="lead">{t.intro}</p>
      <RolloutSteps rollout={rollout} org={reading.org} />
      <h2 id="policy-preview">{t.policy}</h2>
      {tried && <Tried result={tried.result} titleOf={titleOf} />}
      <PreviewForm text={tried?.text ?? rollout.text ?? t.example} reading={reading} />
      <h2>{t.content}</h2>
      <Staged rollout={rollout} reading={reading} titleOf={titleOf} />
    </AdminPage>
  );
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

function Tried({ result, titleOf }: { result: PreviewedText; titleOf: TitleOf }) {
  if (result.ok) return <ImpactOf impact={result.impact} heading={t.result} titleOf={titleOf} />;
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

type StagedProps = Pick<RolloutProps, "rollout" | "reading" | "titleOf">;

function Staged({ rollout: { staged, impact }, reading, titleOf }: StagedProps) {
  if (staged.length === 0) return <p>{t.nothingStaged}</p>;
  return (
    <>
      <p>{t.stagedIntro}</p>
      {impact && <ImpactOf impact={impact} heading={t.ifPublished} titleOf={titleOf} />}
      {reading.admin ? (
        <Form action={pathWith(`${PATH}/publish`, { org: reading.org })}>
          <fieldset class="field">
            <legend>{t.choose}</legend>
            {staged.map((one) => (
              <p>
                <label>
                  <input type="checkbox" name="course" value={one.course} checked={one.staged !== null} />{" "}
                  {t.staged(titleOf(one.course), one.inForce, one.staged)}
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
              <li>{t.staged(titleOf(one.course), one.inForce, one.staged)}</li>
            ))}
          </ul>
          <p>{t.onlyAdmins}</p>
        </>
      )}
    </>
  );
}
