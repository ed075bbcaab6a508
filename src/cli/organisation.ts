import type { Installation } from "../domain/installation.ts";
import { UsageError } from "./failure.ts";

/** Why no organisation is meant by what was said, or not one alone. */
export function noOrganisation(
  login: string | undefined,
  active: readonly Pick<Installation, "orgLogin">[],
): UsageError {
  const known = active.map(({ orgLogin }) => orgLogin).join(", ");
  if (known === "")
    return new UsageError(
      "The App is installed nowhere yet, as far as this database knows. Install it and start the server, or say by DATABASE_URL or DATA_DIR which database you mean",
    );
  return new UsageError(
    login === undefined
      ? `--org is needed, one of: ${known}`
      : `--org: ${login} is not among the organisations that are known here: ${known}`,
  );
}
