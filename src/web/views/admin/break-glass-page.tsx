import type { Paged } from "../../../pipeline/admin/port.ts";
import { type BreakGlassView, EXCEPTION_STATES } from "../../../pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { mayChange } from "../../guards/roles.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Label } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Asking, Field, OrganisationChoice, ReasonField, type Refused } from "./field.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";
import { Approval, Behind, Deed, Ending, StateLabel } from "./people.tsx";

/** `review`: let through, and not looked at since. */
export const USE_SHOWS = ["review", ...EXCEPTION_STATES] as const;
export type UseShow = (typeof USE_SHOWS)[number];

interface BreakGlassProps {
  readonly roles: readonly OrganisationRoles[];
  readonly viewer: string;
  readonly uses: Paged<BreakGlassView>;
  readonly asked: ListAsked<UseShow>;
  readonly refused?: Refused | undefined;
  /** Why something else was not done. */
  readonly problem?: string | undefined;
}

const t = texts.admin.breakGlass;
export const BREAK_GLASS_PATH = "/admin/break-glass";

export function BreakGlassPage({ roles, viewer, uses, asked, refused, problem }: BreakGlassProps) {
  const admins = roles.filter(({ admin }) => admin);
  return (
    <AdminPage title={t.title} problem={refused?.why ?? problem}>
      <p class="lead">{t.intro}</p>
      {admins.length > 0 && <AskForm roles={admins} sent={refused?.sent} />}
      <h2 id="uses">{t.list}</h2>
      <Narrow
        {...{ path: BREAK_GLASS_PATH, org: null, asked, searchLabel: t.search, shows: USE_SHOWS }}
        text={(show) => texts.admin.state[show]}
      />
      {uses.total === 0 ? (
        <p>{asked.search === "" && asked.show === null ? t.none : texts.admin.oversight.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="uses">
          {uses.rows.map((use) => (
            <UseItem use={use} viewer={viewer} role={roles.find(({ org }) => org === use.org)} />
          ))}
        </ul>
      )}
      <ListEnd path={BREAK_GLASS_PATH} org={null} asked={asked} list={uses} />
    </AdminPage>
  );
}

type Sent = Refused["sent"] | undefined;

function AskForm({ roles, sent }: { roles: readonly OrganisationRoles[]; sent: Sent }) {
  return (
    <Asking heading={t.add} open={sent !== undefined}>
      <Form action="/admin/break-glass">
        <OrganisationChoice roles={roles} value={sent?.org} />
        <Field name="pull" label={t.pull} hint={t.pullHint} value={sent?.pull} required />
        <Field name="hours" label={t.hours} hint={t.hoursHint} value={sent?.hours ?? "24"} type="number" required />
        <ReasonField value={sent?.reason} />
        <button class="btn btn-primary" type="submit">
          {t.send}
        </button>
      </Form>
    </Asking>
  );
}

interface ItemProps {
  readonly use: BreakGlassView;
  readonly viewer: string;
  readonly role: OrganisationRoles | undefined;
}

function UseItem({ use, viewer, role }: ItemProps) {
  const { id, state, pull, headSha, endsAt, hours, reason, awaitsReview, reviewedAt } = use;
  return (
    <li class="person" id={`break-glass-${id}`}>
      <p class="person-name">
        <strong>{pull}</strong>
        <StateLabel state={state} />
        {awaitsReview && <Label tone="attention">{texts.admin.state.review}</Label>}
      </p>
      <p>
        {t.commit}
        <code>{headSha.slice(0, 7)}</code>,{" "}
        {endsAt ? (
          <>
            {t.ends}
            <Moment at={endsAt} />
          </>
        ) : (
          t.forHours(hours)
        )}
      </p>
      <p class="break">{reason}</p>
      <Behind people={use} ended={use.approvedAt ? texts.admin.revoked : texts.admin.declined} />
      {reviewedAt && <Deed did={texts.admin.reviewed} login={use.reviewedBy} at={reviewedAt} why={use.reviewNote} />}
      {role && <Steps use={use} viewer={viewer} role={role} />}
    </li>
  );
}

function Steps({ use, viewer, role }: ItemProps & { readonly role: OrganisationRoles }) {
  const { id, state, pull, requestedBy, approvedBy, awaitsReview } = use;
  const path = `/admin/break-glass/${id}`;
  const isPending = state === "pending";
  const mayReview = mayChange(role) && awaitsReview && viewer !== requestedBy && viewer !== approvedBy;
  return (
    <>
      {isPending && (role.admin || requestedBy === viewer) && (
        <Approval action={`${path}/approve`} what={pull} requestedBy={requestedBy} viewer={viewer} />
      )}
      {mayReview && <Review action={`${path}/review`} id={id} />}
      {role.admin && (isPending || state === "in-force") && (
        <Ending
          action={`${path}/end`}
          id={id}
          label={isPending ? texts.admin.end.decline : texts.admin.end.revoke}
          what={pull}
        />
      )}
    </>
  );
}

function Review({ action, id }: { action: string; id: string }) {
  return (
    <details class="more">
      <summary>{t.reviewing}</summary>
      <Form action={action}>
        <Field id={`note-${id}`} name="note" label={t.note} hint={t.noteHint} lines={3} required />
        <button class="btn btn-primary" type="submit">
          {t.sendReview}
        </button>
      </Form>
    </details>
  );
}
