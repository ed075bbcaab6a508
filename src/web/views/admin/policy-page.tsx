import type { PolicyView } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { Sentence } from "../../../policy/explain.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Panel } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Field } from "./field.tsx";
import { Organisations, pathWith } from "./listing.tsx";

interface PolicyProps {
  readonly policy: PolicyView;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly problem?: string | undefined;
}

const t = texts.admin.oversight.policy;

export function PolicyPage({ policy: { inForce, problem, held }, reading, roles, problem: refused }: PolicyProps) {
  return (
    <AdminPage title={t.title} problem={refused}>
      <Organisations path="/admin/policy" reading={reading} roles={roles} />
      {held && <Held held={held} reading={reading} />}
      {problem !== null && (
        <Panel tone="danger">
          <h2>{t.problem}</h2>
          <p class="break">{t.problemText(problem)}</p>
        </Panel>
      )}
      {inForce ? <InForce inForce={inForce} /> : <p>{t.none}</p>}
    </AdminPage>
  );
}

function Held({ held, reading }: { held: NonNullable<PolicyView["held"]>; reading: OrganisationRoles }) {
  const { digest, at, newlyBlocked, open, capPercent } = held;
  return (
    <Panel tone="attention">
      <h2>{t.held}</h2>
      <p>{t.heldText(newlyBlocked, open, capPercent)}</p>
      <p>{t.see}</p>
      <p class="small break">
        {t.heldSince}
        <Moment at={at} />. {t.heldDigest}
        <code>{digest}</code>
      </p>
      {reading.admin ? (
        <details class="more">
          <summary>{t.release}</summary>
          <Form action={pathWith("/admin/policy/release", { org: reading.org })}>
            <input type="hidden" name="digest" value={digest} />
            <Field name="reason" label={texts.admin.reason} hint={t.releaseHint} lines={3} required />
            <button class="btn btn-primary" type="submit">
              {t.releaseButton}
            </button>
          </Form>
        </details>
      ) : (
        <p>{t.onlyAdmins}</p>
      )}
    </Panel>
  );
}

function InForce({ inForce: { digest, since, readAt, topics } }: { inForce: NonNullable<PolicyView["inForce"]> }) {
  return (
    <>
      <p class="lead">{t.intro}</p>
      <p class="small muted break">
        {since && (
          <>
            {texts.admin.oversight.since}
            <Moment at={since} />;{" "}
          </>
        )}
        {t.read}
        <Moment at={readAt} />. {t.digest}
        <code>{digest}</code>
      </p>
      {topics.map(({ heading, sentences }) => (
        <>
          <h2>{heading}</h2>
          <ul class="rows">
            {sentences.map((sentence) => (
              <SentenceItem sentence={sentence} />
            ))}
          </ul>
        </>
      ))}
    </>
  );
}

function SentenceItem({ sentence: { text, origins } }: { sentence: Sentence }) {
  const places = origins.map(({ source, line }) => (line === undefined ? source : `${source}:${line}`));
  return (
    <li class="person">
      <p>{text}</p>
      {places.length > 0 && <p class="small muted break">{places.join(", ")}</p>}
    </li>
  );
}
