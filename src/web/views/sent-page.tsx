import type { SentToRead } from "../../pipeline/awareness/micro-quizzes.ts";
import { texts } from "../texts.ts";
import { Page } from "./layout.tsx";
import { Label } from "./notice.tsx";
import { Day } from "./time.tsx";

const t = texts.awareness.sent;

/** Everything that somebody was sent, to be read again. */
export function SentPage({ sent }: { sent: readonly SentToRead[] }) {
  return (
    <Page>
      <h1 id="sent">{t.title}</h1>
      {sent.length === 0 ? <p>{t.none}</p> : <SentList sent={sent} labelledBy="sent" />}
    </Page>
  );
}

export function SentList({ sent, labelledBy }: { sent: readonly SentToRead[]; labelledBy: string }) {
  return (
    <ul class="rows" aria-labelledby={labelledBy}>
      {sent.map(({ slug, title, kind, happenedAt, quiz }) => (
        <li class="row">
          <div class="row-text">
            <a class="row-title" href={`/awareness/${slug}`}>
              {title}
            </a>
            <p class="small muted">
              {`${texts.awareness.kind[kind]}, `}
              <Day at={happenedAt} />
              {quiz === "waits" && (
                <>
                  {" · "}
                  <a href={`/awareness/${slug}#quiz`} aria-label={t.quizOf(title)}>
                    {t.quiz}
                  </a>
                </>
              )}
            </p>
          </div>
          {quiz === "answered" && <Label tone="success">{t.answered}</Label>}
        </li>
      ))}
    </ul>
  );
}
