import type { JobsView, TroubledJob } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Label, type Tone } from "../notice.tsx";
import { Moment } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Organisations, Paging, pathWith } from "./listing.tsx";

interface JobsProps {
  readonly jobs: JobsView;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly problem?: string | undefined;
}

const t = texts.admin.oversight.jobs;
const PATH = "/admin/jobs";
const TONES: Record<TroubledJob["state"], Tone> = { failed: "danger", retry: "attention", active: "accent" };

export function JobsPage({ jobs, reading, roles, problem }: JobsProps) {
  return (
    <AdminPage title={t.title} problem={problem}>
      <Organisations path={PATH} reading={reading} roles={roles} />
      <h2 id="jobs">{t.jobs}</h2>
      {jobs.rows.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="jobs">
          {jobs.rows.map((job) => (
            <JobItem job={job} reading={reading} />
          ))}
        </ul>
      )}
      <Paging list={jobs} path={PATH} query={{ org: reading.org }} />
      <h2>{t.deliveries}</h2>
      <Deliveries jobs={jobs} />
      <p>
        <a href={pathWith("/admin/deliveries", { org: reading.org })}>{t.listDeliveries}</a>
      </p>
    </AdminPage>
  );
}

function JobItem({ job, reading }: { job: TroubledJob; reading: OrganisationRoles }) {
  const { id, queue, state, tries, filedAt, nextAt, about, problem } = job;
  return (
    <li class="person" id={`job-${id}`}>
      <p class="person-name">
        <strong>{queue}</strong>
        <Label tone={TONES[state]}>{t.states[state]}</Label>
      </p>
      <p class="small muted break">
        {about !== "" && <code>{about}</code>} {`${t.tries(tries)} · ${t.filed}`}
        <Moment at={filedAt} />
        {nextAt && (
          <>
            {` · ${t.next}`}
            <Moment at={nextAt} />
          </>
        )}
      </p>
      {problem !== null && <p class="break">{problem}</p>}
      {reading.admin && state !== "active" && (
        <Form action={pathWith(`${PATH}/${id}/retry`, { org: reading.org })}>
          <button class="btn" type="submit" aria-label={t.retryNamed(queue, about)}>
            {t.retry}
          </button>
        </Form>
      )}
    </li>
  );
}

function Deliveries({ jobs: { newestDeliveryAt, deliveryHoles, seenAt } }: { jobs: JobsView }) {
  return (
    <>
      <p>
        {newestDeliveryAt === null ? (
          t.noDelivery
        ) : (
          <>
            {t.newest}
            <Moment at={newestDeliveryAt} />.
          </>
        )}{" "}
        {t.again}
      </p>
      {deliveryHoles.map(({ detail, remedy }) => (
        <p>
          <Label tone="danger">{detail}</Label> {remedy}
        </p>
      ))}
      {deliveryHoles.length === 0 && <p>{seenAt === null ? t.notLooked : t.noHoles}</p>}
    </>
  );
}
