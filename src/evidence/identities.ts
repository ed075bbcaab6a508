import { canonicalJson } from "../domain/canonical-json.ts";
import type { PersonId } from "../domain/ids.ts";
import type { Pack } from "./pack.ts";

/** Who a subject of the log is. Of an erased one there is none. */
export interface DisclosedIdentity {
  readonly subject: PersonId;
  /** As in every entry about them: `sha256:` and the hex of SHA-256(salt ‖ canonical JSON of `disclosed`). */
  readonly commitment: string;
  /** Hex. */
  readonly salt: string;
  /** What was committed to when the log first named them: a login may be another by now. */
  readonly disclosed: Readonly<Record<string, unknown>>;
}

export const IDENTITIES_FILE = "identities.jsonl";

/**
 * One line for each subject, by which anybody can open the commitments of the entries. Texts behind other commitments
 * (reasons, notes, names as signed) are not in it.
 */
export async function* identitiesPack(identities: AsyncIterable<DisclosedIdentity>): Pack {
  yield { path: IDENTITIES_FILE, bytes: linesOf(identities) };
}

async function* linesOf(identities: AsyncIterable<DisclosedIdentity>): AsyncIterable<Uint8Array> {
  for await (const { subject, commitment, salt, disclosed } of identities)
    yield Buffer.from(`${canonicalJson({ subject, commitment, salt, disclosed })}\n`, "utf8");
}
