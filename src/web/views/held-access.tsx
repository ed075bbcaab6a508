import type { OwnHold } from "../../pipeline/access-pages/port.ts";
import { texts } from "../texts.ts";
import { Panel } from "./notice.tsx";
import { Day } from "./time.tsx";

const t = texts.training.held;

/** Access of theirs that waits, for what, and that it comes by itself. */
export function HeldAccess({ holds }: { holds: readonly OwnHold[] }) {
  return (
    <Panel tone="attention">
      <h2 id="held">{t.heading}</h2>
      <ul aria-labelledby="held">
        {holds.map(({ what, since, instead, courses }) => (
          <li>
            {t.waits(what, courses)}
            <span class="small muted">
              {t.since}
              <Day at={since} />
              {instead !== null && t.meanwhile(instead)}
            </span>
          </li>
        ))}
      </ul>
      <p>{t.byItself}</p>
    </Panel>
  );
}
