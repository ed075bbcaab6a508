import type { Clock } from "../../domain/clock.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { describeProblem, LogProblem } from "../log/problem.ts";
import { type Mail, MailError, type Mailer } from "../mailer.ts";
import { mailCause, Told, tellNow } from "./mail-cause.ts";
import { checkpointMail } from "./mail-text.ts";

export interface CheckpointMailDeps {
  readonly stores: Pick<OutsideStores, "logTree" | "anchors">;
  readonly mailer: Mailer;
  /** One at least. */
  readonly to: readonly string[];
  /** Those in force for the newest log, newest first. */
  readonly vkeys: () => Promise<readonly string[]>;
  readonly baseUrl: string;
  readonly clock: Clock;
}

/**
 * Mails the newest checkpoint where that is due, and remembers what was said: asked often, it mails once a week, and at
 * once when something changed. Throws a `MailError` where the mail server takes it for nobody. It may go out twice if the
 * process dies between the two; never is one forgotten.
 */
export async function mailCheckpoint({ stores, mailer, to, clock, ...deps }: CheckpointMailDeps): Promise<void> {
  const checkpoint = await stores.logTree.latest();
  const { refusedSince, problem } = await stores.logTree.signing();
  const told = Told.nullable().parse((await stores.anchors.find("mail"))?.told ?? null);
  const now = tellNow(checkpoint, refusedSince, clock());
  const cause = mailCause(now, told);
  if (cause === null) return;
  const refused = refusedSince && { since: refusedSince, why: describeProblem(LogProblem.parse(problem)) };
  const vkeys = checkpoint ? await deps.vkeys() : [];
  const mail = checkpointMail({ cause, checkpoint, vkeys, refused, baseUrl: deps.baseUrl }, to);
  const { refused: addresses } = await send(mail, { stores, mailer, clock });
  await stores.anchors.done("mail", { at: clock(), told: now });
  if (addresses > 0)
    await stores.anchors.failed("mail", { at: clock(), problem: `${addresses} of ${to.length} addresses refused` });
}

async function send(mail: Mail, { stores, mailer, clock }: Pick<CheckpointMailDeps, "stores" | "mailer" | "clock">) {
  try {
    return await mailer.send(mail);
  } catch (error) {
    if (error instanceof MailError)
      await stores.anchors.failed("mail", { at: clock(), problem: String(error.detail.reason) });
    throw error;
  }
}
