import type { DisclosedPerson, EntryView } from "../../../pipeline/auditor/port.ts";
import type { Audited } from "../../guards/auditing.ts";
import { texts } from "../../texts.ts";
import { ActionLink } from "../form.tsx";
import { Moment } from "../time.tsx";
import { AuditorPage, entryPath } from "./auditor-page.tsx";
import { Fact } from "./checkpoint-box.tsx";
import { outcomeText } from "./log-page.tsx";
import { Commands, VerifyBox } from "./verify-box.tsx";

interface EntryProps {
  readonly entry: EntryView;
  readonly audited: Audited;
}

const t = texts.auditor.entry;

/** One entry as it was hashed, with its proof and who its random ids are. */
export function EntryPage({ entry, audited }: EntryProps) {
  const { row, body, people, checkpoint } = entry;
  return (
    <AuditorPage part="log" title={t.title(row.seq)} audited={audited} up>
      <Facts entry={entry} />
      <h2>{t.bytes}</h2>
      <p>{t.bytesText}</p>
      <Commands text={body} />
      <div class="actions">
        <ActionLink href={entryPath(row, audited, "/entry")} label={t.download} />
      </div>
      <h2>{t.proof}</h2>
      {checkpoint ? (
        <>
          <p>{t.proofText(checkpoint.size)}</p>
          <div class="actions">
            <ActionLink href={entryPath(row, audited, "/proof")} label={t.downloadProof} primary />
          </div>
        </>
      ) : (
        <p>{t.noProof}</p>
      )}
      <People people={people} />
      <VerifyBox checkpoint={checkpoint} seq={row.seq} />
      <Neighbours entry={entry} audited={audited} />
    </AuditorPage>
  );
}

function Facts({ entry: { row, leafHash } }: Pick<EntryProps, "entry">) {
  const outcome = outcomeText(row);
  return (
    <dl class="record">
      <Fact name={t.type}>{row.type}</Fact>
      <Fact name={t.recorded}>
        <Moment at={row.recordedAt} />
      </Fact>
      {outcome !== "" && <Fact name={t.outcome}>{outcome}</Fact>}
      {row.mode !== null && <Fact name={t.mode}>{row.mode}</Fact>}
      {row.about !== null && <Fact name={t.about}>@{row.about}</Fact>}
      {row.repository !== null && <Fact name={t.repository}>{row.repository}</Fact>}
      <Fact name={t.leaf}>
        <code>{leafHash}</code>
      </Fact>
    </dl>
  );
}

function People({ people }: { people: readonly DisclosedPerson[] }) {
  return (
    <>
      <h2 id="people">{t.people}</h2>
      <p>{people.length === 0 ? t.nobody : t.peopleText}</p>
      {people.length > 0 && (
        <ul class="rows" aria-labelledby="people">
          {people.map((person) => (
            <PersonItem person={person} />
          ))}
        </ul>
      )}
    </>
  );
}

function PersonItem({ person: { subject, commitment, disclosed } }: { person: DisclosedPerson }) {
  return (
    <li class="person">
      <p class="person-name">
        <strong>{disclosed ? loginText(disclosed.login) : t.erased}</strong>
        <code class="small muted">{subject}</code>
      </p>
      <dl class="record">
        <Fact name={t.commitment}>
          <code>{commitment}</code>
        </Fact>
        {disclosed && (
          <>
            <Fact name={t.salt}>
              <code>{disclosed.saltHex}</code>
            </Fact>
            <Fact name={t.identity}>
              <code>{disclosed.identity}</code>
            </Fact>
          </>
        )}
      </dl>
      {disclosed && (
        <details class="more">
          <summary aria-label={t.openNamed(subject)}>{t.open}</summary>
          <Commands text={openingOf(disclosed)} />
        </details>
      )}
    </li>
  );
}

const loginText = (login: string | null) => (login === null ? texts.admin.nobody : `@${login}`);

/** The commitment, made again by a shell: the salt's bytes, then the identity's. */
function openingOf({ saltHex, identity }: NonNullable<DisclosedPerson["disclosed"]>): string {
  return `{ printf '%s' ${saltHex} | xxd -r -p; printf '%s' '${identity.replaceAll("'", "'\\''")}'; } | sha256sum`;
}

function Neighbours({ entry: { older, newer }, audited }: EntryProps) {
  return (
    <nav class="paging" aria-label={t.neighbours}>
      {older !== null && (
        <a class="paging-link" href={entryPath(older, audited)} rel="prev">
          {t.older}
        </a>
      )}
      {newer !== null && (
        <a class="paging-link paging-end" href={entryPath(newer, audited)} rel="next">
          {t.newer}
        </a>
      )}
    </nav>
  );
}
