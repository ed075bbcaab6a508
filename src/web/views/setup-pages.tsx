import type { SetupDeps } from "../setup.tsx";
import { texts } from "../texts/setup.ts";
import { ActionLink } from "./form.tsx";
import { Page } from "./layout.tsx";

/** What the App will be allowed, each with its reason, and the one button. */
export function SetupPage({ action, manifest, asked }: Pick<SetupDeps, "manifest" | "asked"> & { action: string }) {
  return (
    <Page>
      <h1>{texts.title}</h1>
      <p class="lead">{texts.asks}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.permission}</th>
            <th scope="col">{texts.level}</th>
            <th scope="col">{texts.reason}</th>
          </tr>
        </thead>
        <tbody>
          {asked.map(({ permission, level, reason }) => (
            <tr>
              <td>
                <code>{permission}</code>
              </td>
              <td>{level}</td>
              <td>{reason ?? texts.inFile}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="post" action={action}>
        <input type="hidden" name="manifest" value={JSON.stringify(manifest)} />
        <button class="btn btn-primary" type="submit">
          {texts.register}
        </button>
      </form>
    </Page>
  );
}

export function SetupDonePage({ installUrl }: { installUrl: string }) {
  return (
    <Page>
      <h1>{texts.done}</h1>
      <p class="lead">{texts.kept}</p>
      <p>
        <ActionLink href={installUrl} label={texts.install} primary />
      </p>
    </Page>
  );
}

export function SetupProblemPage({ text }: { text: string }) {
  return (
    <Page>
      <h1>{texts.stopped}</h1>
      <p class="lead">{text}</p>
    </Page>
  );
}
