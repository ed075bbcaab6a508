import { z } from "zod";
import { personId } from "../../domain/ids.ts";
import type { DisclosedIdentity } from "../../evidence/identities.ts";
import type { Db, Tx } from "../client.ts";

const PAGE = 500;
const DISCLOSED = { personId: true, commitment: true, salt: true, disclosed: true } as const;
const Disclosed = z.record(z.string(), z.unknown());

/** Everybody whom the log names and who was not erased, by their random id; page by page, in one order always. */
export async function* readIdentities(db: Db | Tx): AsyncGenerator<DisclosedIdentity> {
  for (let after: string | null = null; ; ) {
    const rows: Awaited<ReturnType<typeof readPage>> = await readPage(db, after);
    for (const row of rows) yield toDisclosed(row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.personId;
  }
}

/** Of these alone; who was erased is not among them. */
export async function readIdentitiesOf(
  db: Db | Tx,
  subjects: readonly string[],
): Promise<readonly DisclosedIdentity[]> {
  const rows = await db.identity.findMany({
    where: { personId: { in: [...subjects] } },
    orderBy: { personId: "asc" },
    select: DISCLOSED,
  });
  return rows.map(toDisclosed);
}

type DisclosedRow = Awaited<ReturnType<typeof readPage>>[number];

function toDisclosed({ personId: person, commitment, salt, disclosed }: DisclosedRow): DisclosedIdentity {
  const text = Buffer.from(salt).toString("hex");
  return { subject: personId(person), commitment, salt: text, disclosed: Disclosed.parse(disclosed) };
}

function readPage(db: Db | Tx, after: string | null) {
  return db.identity.findMany({
    ...(after !== null && { where: { personId: { gt: after } } }),
    orderBy: { personId: "asc" },
    take: PAGE,
    select: DISCLOSED,
  });
}
