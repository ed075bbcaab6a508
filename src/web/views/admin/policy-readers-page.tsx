import { type PolicyReader, READER_STATES, type ReaderQuery } from "../../../domain/stores/policy-documents.ts";
import { WHYS } from "../../../pipeline/notices/unreached.ts";
import type { OrganisationRoles } from "../../../pipeline/policy/roles.ts";
import type { PolicyReaders } from "../../../pipeline/policy-documents/port.ts";
import { texts } from "../../texts.ts";
import { Label } from "../notice.tsx";
import { Day } from "../time.tsx";
import { AdminPage } from "./admin-page.tsx";
import { Paging, pathWith, Search, Shows } from "./listing.tsx";
import { POLICIES_PATH } from "./policies-page.tsx";

const t = texts.policies.readers;

interface ReadersProps {
  readonly found: PolicyReaders;
  readonly query: ReaderQuery;
  readonly reading: OrganisationRoles;
}

/** Whom a policy is for, and who accepted the text that is in force. */
export function PolicyReadersPage({
  found: { policy, readers, sentence },
  query: { search, show },
  reading: { org },
}: ReadersProps) {
  const path = `${POLICIES_PATH}/listed/${policy.policyId}`;
  return (
    <AdminPage title={policy.title} list={{ href: pathWith(POLICIES_PATH, { org }), text: t.up }}>
      <p class="small muted break">
        {texts.policies.own.hash}
        <code>{policy.sha256}</code>
      </p>
      <Search path={path} label={t.search} value={search} keep={{ org, show }} />
      <Shows
        label={t.show}
        all={READER_STATES}
        shown={show}
        text={(one) => t.shows[one]}
        href={(one) => pathWith(path, { org, search, show: one })}
      />
      <h2 id="readers">{t.count(readers.total)}</h2>
      {show === "unreached" && readers.total > 0 && (
        <>
          <p>{t.paste}</p>
          <blockquote>
            <p>{sentence}</p>
          </blockquote>
        </>
      )}
      {readers.total === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul class="rows" aria-labelledby="readers">
          {readers.rows.map((reader) => (
            <ReaderItem reader={reader} />
          ))}
        </ul>
      )}
      <Paging list={readers} path={path} query={{ org, search, show }} />
      <p>
        <a href={pathWith(`${path}/people.csv`, { org, search, show })}>{t.csv}</a>
      </p>
    </AdminPage>
  );
}

function ReaderItem({ reader: { name, logins, acknowledgedAt, told } }: { reader: PolicyReader }) {
  const called = logins.length === 0 ? t.noLogin : logins.map((login) => `@${login}`).join(" ");
  return (
    <li class="row">
      <div class="row-text">
        <p class="row-title">{name ?? called}</p>
        <p class="small muted">
          {name !== null && `${called} · `}
          {acknowledgedAt ? (
            <>
              {t.on}
              <Day at={acknowledgedAt} />
            </>
          ) : (
            t.missing
          )}
          {told && ` · ${told.delivered ? t.toldYes : t.toldNo(told.why === null ? "" : WHYS[told.why])}`}
        </p>
      </div>
      <Label tone={acknowledgedAt ? "success" : "attention"}>{acknowledgedAt ? t.shows.done : t.shows.missing}</Label>
    </li>
  );
}
