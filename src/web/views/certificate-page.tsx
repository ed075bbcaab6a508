import type { PropsWithChildren } from "hono/jsx";
import type { Certificate } from "../../pipeline/learning/port.ts";
import { texts } from "../texts.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { Page } from "./layout.tsx";
import { Day, Moment } from "./time.tsx";

const t = texts.learning.certificate;

interface CertificateProps {
  readonly certificate: Certificate;
  /** Where this service is, as it is printed. */
  readonly baseUrl: string;
}

/** One page to print: who finished what, in which wording, and how somebody else can check it. */
export function CertificatePage({ certificate, baseUrl }: CertificateProps) {
  const { course, typedName, signedAt } = certificate;
  return (
    <Page>
      <Breadcrumb course={course} />
      <p class="small muted no-print">{t.print}</p>
      <article class="certificate">
        <h1>{t.title}</h1>
        <p>{t.awarded}</p>
        <p class="certificate-name">{typedName}</p>
        <p>{t.completed}</p>
        <p class="certificate-course">{course.title}</p>
        <p>
          {t.signature}
          <Moment at={signedAt} />.
        </p>
        <Record certificate={certificate} />
        <h2>{t.verify}</h2>
        <p class="small break">
          {t.verifyText(baseUrl)} <code>{`${baseUrl}/log/checkpoint`}</code>
        </p>
      </article>
    </Page>
  );
}

function Record({ certificate }: Pick<CertificateProps, "certificate">) {
  const { course, contentSha256, completedAt, completionId, score, method } = certificate;
  return (
    <dl class="record">
      <Line term={t.version}>{course.version}</Line>
      <Line term={t.completedOn}>
        <Day at={completedAt} />
      </Line>
      <Line term={t.method}>
        {methodText(method)}
        {score !== null && `, ${texts.learning.history.percent(score)}`}
      </Line>
      <Line term={t.valid}>
        {t.from}
        <Day at={completedAt} />
        <End certificate={certificate} />
      </Line>
      <Line term={t.id}>
        <code>{completionId}</code>
      </Line>
      <Line term={t.digest}>
        <code>{contentSha256}</code>
      </Line>
    </dl>
  );
}

function End({ certificate: { validUntil, replacedBy } }: Pick<CertificateProps, "certificate">) {
  if (replacedBy !== null) return <>{t.replacedBy(replacedBy)}</>;
  if (validUntil === null) return <>{t.noEnd}</>;
  return (
    <>
      {t.until}
      <Day at={validUntil} />
    </>
  );
}

function Line({ term, children }: PropsWithChildren<{ term: string }>) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function methodText(method: string): string {
  const { methods } = texts.learning.history;
  const isKnown = (name: string): name is keyof typeof methods => Object.hasOwn(methods, name);
  return isKnown(method) ? methods[method] : method;
}
