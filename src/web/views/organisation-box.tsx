import type { FC, PropsWithChildren } from "hono/jsx";
import type { Box, Organisation } from "../../training/organisation.ts";
import { texts } from "../texts.ts";
import { Day } from "./time.tsx";

interface BoxProps {
  readonly organisation: Organisation;
}

const BOXES: Readonly<Record<Box, FC<BoxProps>>> = {
  report: ReportBox,
  policies: PoliciesBox,
  playbook: PlaybookBox,
  drills: DrillsBox,
};

/** What the organisation says of itself, where a module's text has it put in. */
export function OrganisationBox({ box, organisation }: BoxProps & { box: Box }) {
  const Content = BOXES[box];
  return <Content organisation={organisation} />;
}

function Frame({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <section class="panel panel-accent" aria-label={title}>
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </section>
  );
}

function ReportBox({ organisation: { name, incident } }: BoxProps) {
  const t = texts.reading.organisation.report;
  const { contact, how, onCall, mail } = incident;
  const isEmpty = !contact && how.length === 0 && !onCall && !mail;
  return (
    <Frame title={t.title(name)}>
      {isEmpty ? (
        <p>{t.nothing}</p>
      ) : (
        <ul>
          {contact && (
            <li>
              {t.contact}
              {contact}
            </li>
          )}
          {how.map((line) => (
            <li>{line}</li>
          ))}
          {onCall && (
            <li>
              {t.onCall}
              {onCall}
            </li>
          )}
          {mail && (
            <li>
              {t.mail}
              <a href={`mailto:${encodeURIComponent(mail).replace("%40", "@")}`}>{mail}</a>
            </li>
          )}
        </ul>
      )}
    </Frame>
  );
}

function PoliciesBox({ organisation: { policies } }: BoxProps) {
  const t = texts.reading.organisation.policies;
  return (
    <Frame title={t.title}>
      {policies.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <ul>
          {policies.map(({ title, url }) => (
            <li>
              <OutsideLink url={url} text={title} />
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

function PlaybookBox({ organisation: { playbook } }: BoxProps) {
  const t = texts.reading.organisation.playbook;
  return (
    <Frame title={t.title}>
      <p>{playbook === null ? t.nothing : <OutsideLink url={playbook} text={t.link} />}</p>
    </Frame>
  );
}

function DrillsBox({ organisation: { drills } }: BoxProps) {
  const t = texts.reading.organisation.drills;
  return (
    <Frame title={t.title}>
      {drills.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <ul>
          {drills.map((day) => (
            <li>
              <Day at={new Date(day)} />
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

function OutsideLink({ url, text }: { url: string; text: string }) {
  return (
    <a href={url} rel="noopener noreferrer">
      {text}
    </a>
  );
}
