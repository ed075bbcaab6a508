import type { Paged } from "../../../pipeline/admin/port.ts";
import { EXCEPTION_STATES, type ExceptionState, type WaiverView } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { mayChange } from "../../guards/roles.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Asking, Choice, Field, OrganisationChoice, ReasonField, type Refused } from "./field.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";
import { Approval, Behind, Ending, StateLabel } from "./people.tsx";

export interface WaiverTerms {
  readonly layers: readonly string[];
  readonly longestDays: number;
}

interface WaiversProps {
  readonly roles: readonly OrganisationRoles[];
  /** Login of whoever looks at it. */
  readonly viewer: string;
  readonly waivers: Paged<WaiverView>;
  readonly asked: ListAsked<ExceptionState>;
  readonly terms: WaiverTerms | null;
  readonly refused?: Refused | undefined;
  /** Why something else was not done. */
  readonly problem?: string | undefined;
}

const t = texts.admin.waivers;
export const WAIVERS_PATH = "/admin/waivers";

export function WaiversPage({ roles, viewer, waivers, asked, terms, refused, problem }: WaiversProps) {
  const changeable = roles.filter(mayChange);
  return (
    <AdminPage title={t.title} problem={refused?.why ?? problem}>
      <p class="lead">{terms ? t.intro(terms.longestDays) : t.noPolicy}</p>
      {changeable.length > 0 && terms && <AskForm roles={changeable} terms={terms} sent={refused?.sent} />}
      <h2 id="waivers">{t.list}</h2>
      <Narrow
        {...{ path: WAIVERS_PATH, org: null, asked, searchLabel: t.search, shows: EXCEPTION_STATES }}
        text={(state) => texts.admin.state[state]}
      />
      {waivers.total === 0 ? (
        <p>{asked.search === "" && asked.show === null ? t.none : texts.admin.oversight.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="waivers">
          {waivers.rows.map((waiver) => (
            <WaiverItem waiver={waiver} viewer={viewer} role={roles.find(({ org }) => org === waiver.org)} />
          ))}
        </ul>
      )}
      <ListEnd path={WAIVERS_PATH} org={null} asked={asked} list={waivers} />
    </AdminPage>
  );
}

type Sent = Refused["sent"] | undefined;

function AskForm({ roles, terms, sent }: { roles: readonly OrganisationRoles[]; terms: WaiverTerms; sent: Sent }) {
  return (
    <Asking heading={t.add} open={sent !== undefined}>
      <Form action="/admin/waivers">
        <OrganisationChoice roles={roles} value={sent?.org} />
        <Field name="person" label={t.person} hint={t.login} value={sent?.person} required />
        <Choice
          name="layer"
          label={t.layer}
          value={sent?.layer}
          options={terms.layers.map((layer) => ({ value: layer, text: layer }))}
        />
        <Field name="until" label={t.until} hint={t.untilHint} value={sent?.until} type="date" required />
        <Field name="from" label={t.from} value={sent?.from} type="date" />
        <ReasonField value={sent?.reason} />
        <Field name="repositories" label={t.repositories} hint={t.repositoriesHint} value={sent?.repositories} />
        <Field name="owner" label={t.owner} hint={t.login} value={sent?.owner} />
        <Field name="document" label={t.document} hint={t.documentHint} value={sent?.document} />
        <button class="btn btn-primary" type="submit">
          {t.send}
        </button>
      </Form>
    </Asking>
  );
}

interface ItemProps {
  readonly waiver: WaiverView;
  readonly viewer: string;
  readonly role: OrganisationRoles | undefined;
}

function WaiverItem({ waiver, viewer, role }: ItemProps) {
  const { id, state, person, layer, reason, repositories, owner, uses } = waiver;
  const where = repositories.length === 0 ? t.everywhere : repositories.join(", ");
  return (
    <li class="person" id={`waiver-${id}`}>
      <p class="person-name">
        <strong>{person === null ? texts.admin.nobody : `@${person}`}</strong>
        <span class="small muted">
          ({layer}, {where})
        </span>
        <StateLabel state={state} />
      </p>
      <p>
        <Term waiver={waiver} /> · {t.used(uses)}
        {owner !== null && ` · ${t.ownedBy(owner)}`}
      </p>
      <p class="break">{reason}</p>
      {waiver.documentSha256 && (
        <p class="small muted break">
          {t.documentIs}
          <code>{waiver.documentSha256}</code>
        </p>
      )}
      <Behind people={waiver} ended={waiver.approvedAt ? texts.admin.revoked : texts.admin.declined} />
      {role && <Steps waiver={waiver} viewer={viewer} role={role} />}
    </li>
  );
}

/** The last day is told, not the midnight after it. */
function Term({ waiver: { startsAt, endsAt, requestedAt } }: { waiver: WaiverView }) {
  return (
    <>
      {startsAt > requestedAt && t.begins}
      {startsAt > requestedAt && <Day at={startsAt} />} {t.term}
      <Day at={new Date(endsAt.getTime() - 1)} />
    </>
  );
}

function Steps({ waiver, viewer, role }: ItemProps & { readonly role: OrganisationRoles }) {
  const { id, state, person, layer, requestedBy } = waiver;
  const isPending = state === "pending";
  if (!mayChange(role) || !(isPending || state === "in-force")) return null;
  const what = `${layer}, ${person}`;
  const path = `/admin/waivers/${id}`;
  const label = isPending ? texts.admin.end.decline : texts.admin.end.revoke;
  return (
    <>
      {isPending && (role.approver || requestedBy === viewer) && (
        <Approval action={`${path}/approve`} what={what} requestedBy={requestedBy} viewer={viewer} />
      )}
      <Ending action={`${path}/end`} id={id} label={label} what={what} />
    </>
  );
}
