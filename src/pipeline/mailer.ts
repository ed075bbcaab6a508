import { GateError } from "../domain/errors.ts";

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  /** Plain text, one paragraph a line. */
  readonly text: string;
  /** The same as HTML, which is safe as it is. */
  readonly html?: string;
  /** By which mail programs know it again, should it come twice; of it nothing is to be guessed. Left out: a random one. */
  readonly id?: string;
  /** Plain text whose bytes count: mail programs may break lines of `text` anew. */
  readonly attachments?: readonly { readonly name: string; readonly text: string }[];
}

export interface Mailer {
  /**
   * Done when the mail server has taken it for everybody but as many addresses as it `refused`. Throws a `MailError` if it
   * took it for nobody: then it can be sent again without anybody getting it twice, unless that `isUnknown`.
   */
  send(mail: Mail): Promise<{ readonly refused: number }>;
}

export interface TestedMailer extends Mailer {
  /** Whether the server answers and lets us in. Throws a `MailError` if it does not. */
  verify(): Promise<void>;
}

interface MailFailure {
  readonly isFinal?: boolean;
  readonly isUnknown?: boolean;
}

/** The mail server did not take a mail. `reason` names the step that failed, and never an address. */
export class MailError extends GateError {
  override readonly name = "MailError";
  override readonly remedy = "retry";
  /** It will take none for these addresses, however often it is asked. */
  readonly isFinal: boolean;
  /** It had the mail, or a part of it, and never said whether it took it. */
  readonly isUnknown: boolean;

  constructor(reason: string, { isFinal = false, isUnknown = false }: MailFailure = {}) {
    super("The mail server of SMTP_URL did not take a mail", { reason });
    this.isFinal = isFinal;
    this.isUnknown = isUnknown;
  }
}
