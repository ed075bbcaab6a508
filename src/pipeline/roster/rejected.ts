import type { RosterSnapshot } from "../../domain/stores/roster.ts";
import { rejectHeader, withoutReasons } from "../../training/completions/reject-file.ts";
import type { Rosters } from "./port.ts";

type Rows = readonly (readonly (string | number)[])[];

/** Line, reason, and the line as it stood there: mended, these can be imported by themselves. The heading comes first. */
export async function* rejectedRows(
  { id, header }: RosterSnapshot,
  rosters: Pick<Rosters, "rejected">,
): AsyncGenerator<Rows> {
  // One that was refused before begins with the line and the reason of then.
  yield [rejectHeader(header)];
  let after = 0;
  for (;;) {
    const page = await rosters.rejected(id, after);
    const last = page.at(-1);
    if (!last) return;
    yield page.map(({ line, reason, cells }) => [line, reason ?? "", ...withoutReasons(cells, header)]);
    after = last.line;
  }
}
