/** What the queue should do about a failure. */
export type Remedy = "retry" | "operator" | "bug";

/**
 * A failure that this app foresaw. Anything else that is thrown is a bug.
 *
 * `message` is constant for a class, so that logs group; what varies goes into `detail`, which is logged and
 * therefore never holds a token, an e-mail address or a quiz answer.
 */
export abstract class GateError extends Error {
  abstract override readonly name: string;
  abstract readonly remedy: Remedy;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(message: string, detail: GateError["detail"] = {}, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }
}

/** GitHub did not answer, or asked us to come back later. Nothing was decided. */
export class GitHubUnavailableError extends GateError {
  override readonly name = "GitHubUnavailableError";
  override readonly remedy = "retry";

  constructor(detail: GateError["detail"] = {}, options?: ErrorOptions) {
    super("GitHub did not answer", detail, options);
  }
}

/** The installation is suspended, gone, or lacks a permission: only an owner of the organisation can mend it. */
export class InstallationUnusableError extends GateError {
  override readonly name = "InstallationUnusableError";
  override readonly remedy = "operator";

  constructor(detail: GateError["detail"] = {}, options?: ErrorOptions) {
    super("The installation cannot be used", detail, options);
  }
}

/** A source that the decision needs did not answer yet; the look is repeated. */
export class UndecidedError extends GateError {
  override readonly name = "UndecidedError";
  override readonly remedy = "retry";

  constructor(detail: GateError["detail"] = {}, options?: ErrorOptions) {
    super("The decision needs a source that did not answer", detail, options);
  }
}
