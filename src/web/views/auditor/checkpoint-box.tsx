import type { CheckpointSeen } from "../../../pipeline/auditor/port.ts";
import { texts } from "../../texts.ts";
import { Moment } from "../time.tsx";
import { Commands } from "./verify-box.tsx";

const t = texts.auditor.checkpoint;
const SHORT = 16;

/** The newest signed state of the log. */
export function CheckpointBox({ checkpoint }: { checkpoint: CheckpointSeen | null }) {
  return (
    <section aria-labelledby="checkpoint">
      <h2 id="checkpoint">{t.heading}</h2>
      {checkpoint ? <Signed checkpoint={checkpoint} /> : <p>{t.none}</p>}
    </section>
  );
}

function Signed({ checkpoint }: { checkpoint: CheckpointSeen }) {
  const { origin, size, root, signedAt, stamped, vkey, note } = checkpoint;
  return (
    <>
      <dl class="record">
        <Fact name={t.origin}>{origin}</Fact>
        <Fact name={t.size}>{texts.auditor.number(size)}</Fact>
        <Fact name={t.root}>
          <code>{root.slice(0, SHORT)}…</code>
        </Fact>
        <Fact name={t.signed}>
          <Moment at={signedAt} />
        </Fact>
        <Fact name={t.anchors}>{stamped ? t.stamped : t.notStamped}</Fact>
        <Fact name={t.key}>
          <code>{vkey}</code>
        </Fact>
      </dl>
      <details class="more">
        <summary>{t.see}</summary>
        <Commands text={note} />
      </details>
    </>
  );
}

/** One line of a list of facts. */
export function Fact({ name, children }: { name: string; children?: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
