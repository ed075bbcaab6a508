import type { HistoryItem } from "../../pipeline/learning/port.ts";
import { texts } from "../texts.ts";
import { Page } from "./layout.tsx";
import { Label } from "./notice.tsx";
import { ScrollTable } from "./scroll-table.tsx";
import { Moment } from "./time.tsx";

const t = texts.learning.history;

/** Every attempt and completion of the viewer, the newest first. */
export function HistoryPage({ items }: { items: readonly HistoryItem[] }) {
  return (
    <Page wide>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {items.length === 0 ? <p class="muted">{t.none}</p> : <HistoryTable items={items} />}
    </Page>
  );
}

function HistoryTable({ items }: { items: readonly HistoryItem[] }) {
  return (
    <ScrollTable name={t.title} columns={[t.date, t.course, t.what, t.method, t.score, t.result]}>
      {items.map((item) => (
        <HistoryRow item={item} />
      ))}
    </ScrollTable>
  );
}

function HistoryRow({ item }: { item: HistoryItem }) {
  const { at, course, score, attemptId, isTaught } = item;
  const what = whatOf(item);
  return (
    <tr>
      <td>
        <Moment at={at} />
      </td>
      <td>
        {isTaught ? <a href={`/courses/${course.id}`}>{course.title}</a> : course.title}{" "}
        <span class="small muted">{t.version(course.version)}</span>
      </td>
      <td>{what}</td>
      <td>{isMethod(item.method) ? t.methods[item.method] : item.method}</td>
      <td>{score === null ? t.noScore : t.percent(score)}</td>
      <td>
        <Result item={item} />{" "}
        {attemptId && isTaught && (
          <a href={`/attempts/${attemptId}`} aria-label={t.seeOf(what, course.title)}>
            {t.see}
          </a>
        )}
      </td>
    </tr>
  );
}

function whatOf({ what, kind, module }: HistoryItem): string {
  if (what === "completion") return kind === "renewal" || kind === "delta" ? t.completion[kind] : t.completion.course;
  return module === null ? t.attempt[kind] : `${t.attempt[kind]}: ${module}`;
}

function Result({ item: { what, passed } }: { item: HistoryItem }) {
  if (what === "completion")
    return passed ? <Label tone="success">{t.signed}</Label> : <Label tone="accent">{t.unsigned}</Label>;
  if (passed === null) return <Label tone="neutral">{t.open}</Label>;
  return passed ? <Label tone="success">{t.passed}</Label> : <Label tone="attention">{t.failed}</Label>;
}

function isMethod(method: string): method is keyof typeof t.methods {
  return Object.hasOwn(t.methods, method);
}
