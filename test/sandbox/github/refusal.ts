/** An answer other than the one hoped for, in GitHub's JSON. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, details: Refusal["details"] = {}, headers: Refusal["headers"] = {}) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }

  /** The body as GitHub writes it: the status is repeated as text. */
  get body() {
    return {
      message: this.message,
      documentation_url: "https://docs.github.com/rest",
      ...this.details,
      status: String(this.status),
    };
  }
}

export const notFound = () => new Refusal(404, "Not Found");
export const badCredentials = () => new Refusal(401, "Bad credentials");
export const needsAuthentication = () => new Refusal(401, "Requires authentication");
/** The App lacks a permission, or its owner has not yet accepted it. */
export const notAccessible = () => new Refusal(403, "Resource not accessible by integration");

export interface FieldProblem {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
}

export const invalid = (message: string, errors: readonly (FieldProblem | string)[] = []) =>
  new Refusal(422, message, { errors });
