import type { CheckpointSeen } from "../../../pipeline/auditor/port.ts";
import { texts } from "../../texts.ts";

const t = texts.auditor.verify;

interface VerifyProps {
  readonly checkpoint: CheckpointSeen | null;
  /** Of one entry: its number. */
  readonly seq?: number;
  /** Of one sample: the commands that draw it again. */
  readonly redo?: string;
}

/** How to check it on one's own machine, with the commands as they are. */
export function VerifyBox({ checkpoint, seq, redo }: VerifyProps) {
  const vkey = checkpoint?.vkey ?? "VKEY";
  return (
    <section class="panel" aria-labelledby="verify">
      <h2 id="verify">{t.heading}</h2>
      <p>{t.intro}</p>
      <h3>{t.key}</h3>
      <p>{t.keyText}</p>
      {checkpoint && <Commands text={vkey} />}
      {redo !== undefined && (
        <>
          <h3>{t.sample}</h3>
          <p>{t.sampleText}</p>
          <Commands text={redo} />
        </>
      )}
      {seq === undefined ? <LogCommands vkey={vkey} /> : <EntryCommands vkey={vkey} seq={seq} />}
    </section>
  );
}

function LogCommands({ vkey }: { vkey: string }) {
  return (
    <>
      <h3>{t.log}</h3>
      <p>{t.logText}</p>
      <Commands text={["sha256sum -c SHA256SUMS", `training-gate log verify log --key '${vkey}'`].join("\n")} />
    </>
  );
}

function EntryCommands({ vkey, seq }: { vkey: string; seq: number }) {
  const [entry, proof] = [`entry-${seq}.json`, `entry-${seq}.tlog-proof`];
  return (
    <>
      <h3>{t.entry}</h3>
      <p>{t.entryText}</p>
      <Commands text={`training-gate log verify --proof ${proof} --entry ${entry} --key '${vkey}'`} />
      <h3>{t.standard}</h3>
      <p>{t.standardText}</p>
      <Commands text={`{ printf '\\0'; cat ${entry}; } | openssl dgst -sha256`} />
    </>
  );
}

/** As it is typed; it wraps where the page is narrow. */
export function Commands({ text }: { text: string }) {
  return (
    <pre class="bytes">
      <code>{text}</code>
    </pre>
  );
}
