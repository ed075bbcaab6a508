import { GateError } from "../../domain/errors.ts";

/** There are no binaries for this machine, or it cannot run them. */
export class EmbeddedUnavailableError extends GateError {
  override readonly name = "EmbeddedUnavailableError";
  override readonly remedy = "operator";

  constructor(detail: GateError["detail"], options?: ErrorOptions) {
    super("The embedded Postgres cannot run here: set DATABASE_URL to a Postgres server", detail, options);
  }
}

/** Postgres refuses to run as root, and the user that runs it instead cannot enter a folder on the way to its data. */
export class DataDirUnreachableError extends GateError {
  override readonly name = "DataDirUnreachableError";
  override readonly remedy = "operator";

  constructor(folder: string, uid: number) {
    const remedy = `chmod o+x ${folder}, or set DATA_DIR to a folder below one that every user may enter`;
    super("The user that runs the embedded Postgres cannot enter a folder above DATA_DIR", { folder, uid, remedy });
  }
}

/** One server a DATA_DIR; `holder` names the first. */
export class DataDirInUseError extends GateError {
  override readonly name = "DataDirInUseError";
  override readonly remedy = "operator";

  constructor(dataDir: string, holder: string) {
    super("Another server uses this DATA_DIR", { dataDir, holder });
  }
}

/** `output` holds what Postgres said last. */
export class PostgresStartError extends GateError {
  override readonly name = "PostgresStartError";
  override readonly remedy = "operator";

  constructor(detail: { readonly output: string }, options?: ErrorOptions) {
    super("The embedded Postgres did not start", detail, options);
  }
}
