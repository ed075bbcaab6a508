import { texts } from "../texts.ts";
import { ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";

/** For people not signed in: what this is, and the one thing to do. `startPath` leads to GitHub and back. */
export function SignInPage({ startPath }: { startPath: string }) {
  return (
    <Page>
      <h1>{texts.signIn.heading}</h1>
      <p class="lead">{texts.signIn.what}</p>
      <p>
        <ActionLink href={startPath} label={texts.signIn.button} primary />
      </p>
      <p class="small muted">{texts.signIn.kept}</p>
    </Page>
  );
}
