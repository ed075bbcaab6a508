import type { OwnPolicy } from "../../../pipeline/policy-documents/port.ts";
import { isWaiting } from "../../../pipeline/policy-documents/reading.ts";
import { texts } from "../../texts.ts";
import { Asking } from "../admin/field.tsx";
import { Form } from "../form.tsx";
import { Page } from "../layout.tsx";
import { ErrorSummary, Label } from "../notice.tsx";
import { Day } from "../time.tsx";

const t = texts.policies.own;

export interface RefusedAcceptance {
  readonly policyId: string;
  readonly org: string;
  readonly typedName: string;
  readonly problem: string;
}

interface PoliciesProps {
  readonly policies: readonly OwnPolicy[];
  readonly refused?: RefusedAcceptance | undefined;
}

/** What waits for the viewer, and everything else that holds. */
export function PoliciesPage({ policies, refused }: PoliciesProps) {
  const waiting = policies.filter(isWaiting);
  const others = policies.filter((policy) => !isWaiting(policy));
  return (
    <Page>
      <h1>{t.title}</h1>
      {refused && (
        <ErrorSummary heading={t.problemHeading}>
          <p>{refused.problem}</p>
        </ErrorSummary>
      )}
      <p class="lead">{policies.length === 0 ? t.none : t.intro}</p>
      {policies.length > 0 && <h2 id="waiting">{t.waits}</h2>}
      {policies.length > 0 && waiting.length === 0 && <p>{t.nothingWaits}</p>}
      {waiting.length > 0 && (
        <ul class="rows" aria-labelledby="waiting">
          {waiting.map((own) => (
            <PolicyItem own={own} refused={isAbout(refused, own) ? refused : undefined} />
          ))}
        </ul>
      )}
      {others.length > 0 && <h2 id="others">{t.all}</h2>}
      {others.length > 0 && (
        <ul class="rows" aria-labelledby="others">
          {others.map((own) => (
            <PolicyItem own={own} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function isAbout(refused: RefusedAcceptance | undefined, { policy, home }: OwnPolicy): boolean {
  return refused?.policyId === policy.policyId && refused.org === orgText(home);
}

function orgText(home: OwnPolicy["home"]): string {
  return home === null ? "" : String(home.org);
}

function PolicyItem({ own, refused }: { own: OwnPolicy; refused?: RefusedAcceptance | undefined }) {
  const { policy, home, acknowledgedAt } = own;
  const { title, kind, owner, effectiveOn, url, sha256 } = policy;
  const named = home === null ? title : `${title}, ${home.login}`;
  return (
    <li class="person" id={`policy-${policy.policyId}${orgText(home)}`}>
      <p class="person-name">
        <strong>{named}</strong>
        <State own={own} />
      </p>
      <p class="small muted">
        {`${t.kinds[kind]} · ${t.owner(owner)} · ${t.from}`}
        <Day at={new Date(effectiveOn)} />
      </p>
      <p class="small muted break">
        {t.hash}
        <code>{sha256}</code>
      </p>
      {acknowledgedAt && (
        <p class="small">
          {t.acceptedOn}
          <Day at={acknowledgedAt} />
        </p>
      )}
      <p>
        <a href={url} rel="noopener noreferrer" aria-label={t.readNamed(named)}>
          {t.read}
        </a>
      </p>
      {isWaiting(own) && <AcceptForm own={own} named={named} refused={refused} />}
    </li>
  );
}

function State({ own }: { own: OwnPolicy }) {
  if (own.acknowledgedAt !== null) return <Label tone="success">{t.accepted}</Label>;
  if (isWaiting(own)) return <Label tone="attention">{t.toAccept}</Label>;
  return <Label tone="neutral">{own.isMeant ? t.toKnow : t.notMeant}</Label>;
}

interface AcceptProps {
  readonly own: OwnPolicy;
  readonly named: string;
  readonly refused: RefusedAcceptance | undefined;
}

function AcceptForm({ own: { policy, home }, named, refused }: AcceptProps) {
  const id = `name-${policy.policyId}${orgText(home)}`;
  return (
    <Asking heading={t.acceptNamed(named)} open={refused !== undefined}>
      <Form action="/policies/accept">
        <input type="hidden" name="policy" value={policy.policyId} autocomplete="off" />
        <input type="hidden" name="sha256" value={policy.sha256} autocomplete="off" />
        <input type="hidden" name="org" value={orgText(home)} autocomplete="off" />
        <div class="field">
          <label for={id}>{t.name}</label>
          <p class="small muted" id={`${id}-hint`}>
            {t.hint}
          </p>
          <input
            id={id}
            name="typed_name"
            type="text"
            autocomplete="name"
            required
            value={refused?.typedName ?? ""}
            aria-describedby={`${id}-hint`}
            {...(refused && { "aria-invalid": "true" })}
          />
        </div>
        <button class="btn btn-primary" type="submit">
          {t.accept}
        </button>
      </Form>
    </Asking>
  );
}
