import type { Paged } from "../../../pipeline/admin/port.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { ListedFigures, NamedVersion } from "../../../pipeline/policy-documents/port.ts";
import { POLICY_KINDS } from "../../../programme/listed/listed.ts";
import type { ListAsked } from "../../list-asked.ts";
import { texts } from "../../texts.ts";
import { Form } from "../form.tsx";
import { Prose } from "../prose.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Field } from "./field.tsx";
import { Organisations, pathWith } from "./listing.tsx";
import { ListEnd, Narrow } from "./narrow.tsx";
import { PolicyVersions } from "./policy-versions.tsx";

const t = texts.policies.admin;
export const POLICIES_PATH = "/admin/policies";
/** The training policy is one of them, once a version was approved. */
export const LISTED_KINDS = [...POLICY_KINDS, "training"] as const;
export type ListedKind = (typeof LISTED_KINDS)[number];

export interface PoliciesProps {
  /** The newest first. */
  readonly versions: readonly NamedVersion[];
  readonly allVersions: boolean;
  readonly listed: Paged<ListedFigures>;
  readonly asked: ListAsked<ListedKind>;
  readonly reading: OrganisationRoles;
  readonly roles: readonly OrganisationRoles[];
  readonly problem?: string | undefined;
}

/** Versions of the training policy, the newest to approve, and who accepted what. */
export function AdminPoliciesPage(props: PoliciesProps) {
  const { reading, roles, problem } = props;
  const [newest] = props.versions;
  return (
    <AdminPage title={t.title} problem={problem} wide>
      <Organisations path={POLICIES_PATH} reading={reading} roles={roles} />
      <Prose text={t.intro} />
      {newest && newest.approvedAt === null && reading.admin && <ApproveForm version={newest} org={reading.org} />}
      <h2>{t.versions}</h2>
      {newest ? <PolicyVersions {...props} /> : <p>{t.noVersions}</p>}
      <h2>{t.listed}</h2>
      <Listed {...props} />
    </AdminPage>
  );
}

function Listed({ listed, asked, reading: { org } }: PoliciesProps) {
  const isNarrowed = asked.search !== "" || asked.show !== null;
  return (
    <>
      <Narrow
        {...{ path: POLICIES_PATH, org, asked, searchLabel: t.search, shows: LISTED_KINDS }}
        text={(kind) => texts.policies.own.kinds[kind]}
      />
      {listed.total === 0 ? (
        <p>{isNarrowed ? texts.admin.oversight.none : t.noListed}</p>
      ) : (
        <ScrollTable name={t.listed} columns={t.listedColumns}>
          {listed.rows.map((figures) => (
            <ListedRow figures={figures} org={org} />
          ))}
        </ScrollTable>
      )}
      <ListEnd path={POLICIES_PATH} org={org} asked={asked} list={listed} />
    </>
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

function ListedRow({
  figures: { policy, audience, done, reached, unreached },
  org,
}: {
  figures: ListedFigures;
  org: number;
}) {
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
      <td>
        {t.told(reached, audience)}
        {unreached > 0 && (
          <>
            {", "}
            <a href={pathWith(`${POLICIES_PATH}/listed/${policyId}`, { org, show: "unreached" })}>
              {t.unreached(unreached)}
            </a>
          </>
        )}
      </td>
      <td>{acknowledge ? t.accepted(done, audience) : t.notAsked(audience)}</td>
      <td>
        <code>{sha256.slice(0, 12)}</code>
      </td>
    </tr>
  );
}
