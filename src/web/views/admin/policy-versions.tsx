import type { NamedVersion } from "../../../pipeline/policy-documents/port.ts";
import { texts } from "../../texts.ts";
import { Label } from "../notice.tsx";
import { ScrollTable } from "../scroll-table.tsx";
import { Day } from "../time.tsx";
import { pathWith } from "./listing.tsx";

const t = texts.policies.admin;
const PATH = "/admin/policies";
const SHOWN = 10;

interface VersionsProps {
  /** The newest first. */
  readonly versions: readonly NamedVersion[];
  readonly allVersions: boolean;
  readonly reading: { readonly org: number };
}

/** What the training policy said before, some of it or all. */
export function PolicyVersions({ versions, allVersions, reading: { org } }: VersionsProps) {
  const shown = allVersions ? versions : versions.slice(0, SHOWN);
  return (
    <>
      <ScrollTable name={t.versions} columns={t.versionColumns}>
        {shown.map((version, index) => (
          <VersionRow version={version} before={versions[index + 1]} org={org} />
        ))}
      </ScrollTable>
      {shown.length < versions.length && (
        <p>
          <a href={pathWith(PATH, { org, versions: "all" })}>{t.allVersions(versions.length)}</a>
        </p>
      )}
      <p>
        <a href={pathWith(`${PATH}/versions.csv`, { org })}>{t.versionsCsv}</a>
      </p>
    </>
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
