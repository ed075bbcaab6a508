import type { TrainingPolicyHead } from "../../../domain/stores/policy-documents.ts";
import type { TrainingPolicyPage } from "../../../pipeline/policy-documents/port.ts";
import { texts } from "../../texts.ts";
import { pathWith } from "../admin/listing.tsx";
import { Page } from "../layout.tsx";
import { Label, Panel } from "../notice.tsx";
import { Prose } from "../prose.tsx";
import { Day } from "../time.tsx";

const t = texts.policies.training;

/** The training policy in one version, as it was written: state and downloads above it, the text below. */
export function PolicyDocumentPage({ page: { home, shown, versions } }: { page: TrainingPolicyPage }) {
  const newestApproved = versions.find(({ approvedAt }) => approvedAt !== null);
  const { org } = home;
  const { version } = shown;
  return (
    <Page wide>
      <nav class="breadcrumb" aria-label={texts.policies.title}>
        <a href="/policies">{texts.policies.title}</a>
      </nav>
      {shown.approvedAt === null ? (
        <Panel tone="attention">
          <p>{t.draftText}</p>
        </Panel>
      ) : (
        newestApproved !== undefined &&
        newestApproved.version !== version && (
          <Panel tone="neutral">
            <p>{t.oldText}</p>
          </Panel>
        )
      )}
      <p class="small muted">
        {`${t.of(home.login)} · ${t.version(version)} · `}
        {t.issued}
        <Day at={shown.createdAt} />
        {shown.approvedAt && (
          <>
            {t.approvedOn}
            <Day at={shown.approvedAt} />
          </>
        )}
      </p>
      <p class="small muted break">
        {t.hash}
        <code>{shown.sha256}</code>
      </p>
      <nav aria-label={t.downloads}>
        <ul class="jumps">
          <li>
            <a href={pathWith("/policy.md", { org, version })}>{t.markdown}</a>
          </li>
          <li>
            <a href={pathWith("/policy.pdf", { org, version })}>{t.pdf}</a>
          </li>
        </ul>
      </nav>
      <article>
        <Prose text={shown.markdown} />
      </article>
      <h2 id="versions">{t.versions}</h2>
      <ul class="rows" aria-labelledby="versions">
        {versions.map((one, index) => (
          <VersionItem version={one} before={versions[index + 1]} org={org} isShown={one.version === version} />
        ))}
      </ul>
    </Page>
  );
}

interface VersionProps {
  readonly version: TrainingPolicyHead;
  readonly before: TrainingPolicyHead | undefined;
  readonly org: number;
  readonly isShown: boolean;
}

function VersionItem({ version: { version, createdAt, approvedAt }, before, org, isShown }: VersionProps) {
  return (
    <li class="row">
      <div class="row-text">
        <a class="row-title" href={pathWith("/policy", { org, version })} aria-current={isShown ? "page" : undefined}>
          {t.version(version)}
        </a>
        <p class="small muted">
          {t.issued}
          <Day at={createdAt} />
          {before && (
            <>
              {" · "}
              <a href={pathWith("/policy/changes", { org, from: before.version, to: version })}>
                {t.changes(before.version)}
              </a>
            </>
          )}
        </p>
      </div>
      <Label tone={approvedAt === null ? "attention" : "success"}>{approvedAt === null ? t.draft : t.approved}</Label>
    </li>
  );
}
