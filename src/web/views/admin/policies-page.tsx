import type { ListedFigures, NamedVersion, PoliciesOverview } from "../../../pipeline/policy-documents/port.ts";
import type { OrganisationRoles } from "../../../pipeline/roles.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Label } from "../notice.tsx";
import { Prose } from "../prose.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Field } from "./field.tsx";
import { Organisations, pathWith } from "./listing.tsx";

const t = texts.policies.admin;
export const POLICIES_PATH = "/admin/policies";

interface PoliciesProps {
  readonly overview: PoliciesOverview;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly problem?: string | undefined;
}

/** Versions of the training policy, the newest to approve, and who accepted what. */
export function AdminPoliciesPage({ overview: { versions, listed }, reading, roles, problem }: PoliciesProps) {
  const [newest] = versions;
  return (
    <AdminPage title={t.title} problem={problem} wide>
      <Organisations path={POLICIES_PATH} reading={reading} roles={roles} />
      <Prose text={t.intro} />
      {newest && newest.approvedAt === null && reading.admin && <ApproveForm version={newest} org={reading.org} />}
      <h2>{t.versions}</h2>
      {versions.length === 0 ? (
        <p>{t.noVersions}</p>
      ) : (
        <ScrollTable name={t.versions} columns={t.versionColumns}>
          {versions.map((version, index) => (
            <VersionRow version={version} before={versions[index + 1]} org={reading.org} />
          ))}
        </ScrollTable>
      )}
      <h2>{t.listed}</h2>
      {listed.length === 0 ? (
        <p>{t.noListed}</p>
      ) : (
        <ScrollTable name={t.listed} columns={t.listedColumns}>
          {listed.map((figures) => (
            <ListedRow figures={figures} org={reading.org} />
          ))}
        </ScrollTable>
      )}
    </AdminPage>
  );
}

function ApproveForm({ version: { version, sha256 }, org }: { version: NamedVersion; org: number }) {
  return (
    <section aria-labelledby="approve">
      <h2 id="approve">{t.approve(version)}</h2>
      <p>{t.approveText}</p>
      <p>
        <a href={pathWith("/policy", { org, version })}>{t.read(version)}</a>
      </p>
      <Form action={pathWith(`${POLICIES_PATH}/approve`, { org })}>
        <input type="hidden" name="version" value={String(version)} autocomplete="off" />
        <input type="hidden" name="sha256" value={sha256} autocomplete="off" />
        <Field name="typed_name" label={texts.policies.own.name} hint={texts.attest.hint} required />
        <button class="btn btn-primary" type="submit">
          {t.sign}
        </button>
      </Form>
    </section>
  );
}

interface VersionProps {
  readonly version: NamedVersion;
  readonly before: NamedVersion | undefined;
  readonly org: number;
}

function VersionRow({ version: one, before, org }: VersionProps) {
  const { version, createdAt, approvedAt, approver } = one;
  return (
    <tr>
      <th scope="row">{version}</th>
      <td>
        <Day at={createdAt} />
      </td>
      <td>
        {approvedAt === null ? (
          <Label tone="attention">{t.draft}</Label>
        ) : (
          <>
            {t.approvedBy(approver === null ? texts.admin.nobody : `@${approver}`)}
            <Day at={approvedAt} />
          </>
        )}
      </td>
      <td>
        <a href={pathWith("/policy", { org, version })} aria-label={t.showNamed(version)}>
          {t.show}
        </a>
      </td>
      <td>
        {before ? (
          <a href={pathWith("/policy/changes", { org, from: before.version, to: version })}>
            {t.changesNamed(before.version, version)}
          </a>
        ) : (
          t.first
        )}
      </td>
    </tr>
  );
}

function ListedRow({ figures: { policy, audience, done }, org }: { figures: ListedFigures; org: number }) {
  const { policyId, title, kind, effectiveOn, acknowledge, sha256 } = policy;
  return (
    <tr>
      <th scope="row">
        <a href={pathWith(`${POLICIES_PATH}/listed/${policyId}`, { org })}>{title}</a>
      </th>
      <td>{texts.policies.own.kinds[kind]}</td>
      <td>
        <Day at={new Date(effectiveOn)} />
      </td>
      <td>{acknowledge ? t.accepted(done, audience) : t.notAsked(audience)}</td>
      <td>
        <code>{sha256.slice(0, 12)}</code>
      </td>
    </tr>
  );
}
