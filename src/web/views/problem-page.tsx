import { texts } from "../texts.ts";
import { ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";

interface Problem {
  readonly title: string;
  readonly text: string;
  readonly action?: string;
  readonly next: { readonly url: string };
  /** What the log knows this failure by. */
  readonly reference?: string;
}

/** Something did not work: what it was, and the way on. */
export function ProblemPage({ title, text, action = texts.problem.back, next, reference }: Problem) {
  return (
    <Page>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <p>
        <ActionLink href={next.url} label={action} primary />
      </p>
      {reference && (
        <p class="small muted">
          {texts.problem.reference}
          <code>{reference}</code>
        </p>
      )}
    </Page>
  );
}
