import type { SendPreview } from "../../../pipeline/awareness/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Panel } from "../notice.tsx";
import { Prose } from "../prose.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";

interface SendProps {
  readonly preview: SendPreview;
  readonly reading: OrganisationRoles;
  readonly problem?: string | undefined;
}

const t = texts.awareness.send;

/** Whom it would reach, and the text as they would read it; sent by a button, and by nothing else. */
export function AwarenessSendPage({ preview, reading, problem }: SendProps) {
  const { newsletter, audience, roster, withoutAddress, sentAt, reached, isOpen } = preview;
  return (
    <AdminPage title={newsletter.title} problem={problem}>
      <Panel tone={isOpen ? "attention" : "neutral"}>
        <p>{t.audience(audience, roster)}</p>
        {withoutAddress > 0 && <p>{t.withoutAddress(withoutAddress)}</p>}
        {sentAt && (
          <p>
            {t.sent}
            <Day at={sentAt} />
            {`. ${t.reached(reached)}`}
          </p>
        )}
        {isOpen && <p>{t.open}</p>}
        {newsletter.quiz && <p>{t.quiz}</p>}
      </Panel>
      {reading.admin && !isOpen && audience > reached && (
        <Form action={`/admin/awareness/send/${newsletter.slug}?org=${reading.org}`}>
          {sentAt && <input type="hidden" name="again" value="yes" autocomplete="off" />}
          <p>
            <button class="btn btn-primary" type="submit">
              {sentAt ? t.again : t.now}
            </button>
          </p>
        </Form>
      )}
      <h2>{t.text}</h2>
      <Prose text={newsletter.markdown} headingShift={1} />
    </AdminPage>
  );
}
