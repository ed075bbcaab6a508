import type { AttestationStatement } from "../../training/attestation.ts";
import type { Course } from "../../training/curriculum.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { Form } from "./form.tsx";
import { Page } from "./layout.tsx";
import { ErrorSummary } from "./notice.tsx";

interface AttestProps {
  readonly course: Course;
  readonly statement: AttestationStatement;
  /** There was no quiz here: the completion was imported. */
  readonly elsewhere: boolean;
  readonly typedName?: string;
  /** Why it was not taken; `field` where the name is the reason. */
  readonly problem?: { readonly text: string; readonly field: boolean };
}

/** The statement, exactly as it is signed, and a place for the name. */
export function AttestPage({ course, statement, elsewhere, typedName, problem }: AttestProps) {
  return (
    <Page>
      <Breadcrumb course={course} />
      <h1>{texts.attest.title}</h1>
      {problem && (
        <ErrorSummary heading={texts.attest.errorHeading}>
          <p>{problem.field ? <a href="#typed-name">{problem.text}</a> : problem.text}</p>
        </ErrorSummary>
      )}
      <p class="lead">{elsewhere ? texts.attest.introElsewhere : texts.attest.intro}</p>
      <h2 id="statement">{texts.attest.statement}</h2>
      <blockquote class="statement" aria-labelledby="statement">
        {statement.text}
      </blockquote>
      <p class="small muted break">
        {texts.attest.hash(statement.version)}
        <code>{statement.sha256}</code>
      </p>
      <Form action={`/courses/${course.id}/attest`} class="sign">
        <input type="hidden" name="statement" value={statement.sha256} autocomplete="off" />
        <NameField value={typedName ?? ""} error={problem?.field ? problem.text : undefined} />
        <button class="btn btn-primary" type="submit">
          {texts.attest.sign}
        </button>
      </Form>
    </Page>
  );
}

function NameField({ value, error }: { value: string; error: string | undefined }) {
  return (
    <div class="field">
      <label for="typed-name">{texts.attest.name}</label>
      <p class="small muted" id="typed-name-hint">
        {texts.attest.hint}
      </p>
      {error !== undefined && (
        <p class="error" id="typed-name-error">
          {error}
        </p>
      )}
      <input
        id="typed-name"
        name="typed_name"
        type="text"
        autocomplete="name"
        required
        value={value}
        aria-describedby={error === undefined ? "typed-name-hint" : "typed-name-error typed-name-hint"}
        {...(error !== undefined && { "aria-invalid": "true" })}
      />
    </div>
  );
}
