import type { Period } from "../../evidence/report.ts";
import type { CheckpointSeen, CheckpointSource } from "../../evidence/sources.ts";
import type { Tx } from "../client.ts";
import { createLogTreeStore } from "../log/tree.ts";
import { toNumber } from "../rows.ts";

const PAGE = 500;

export function createCheckpointSource(tx: Tx): CheckpointSource {
  const tree = createLogTreeStore(tx);
  return {
    epochs: tree.epochs,
    signing: tree.signing,
    signedIn: (period) => listSigned(tx, period),
    countSignedIn: (period) => tx.logCheckpoint.count({ where: inPeriod(period) }),
  };
}

function inPeriod({ from, to }: Period) {
  return { createdAt: { gte: from, lt: to } };
}

async function* listSigned(tx: Tx, period: Period): AsyncIterable<CheckpointSeen> {
  let after = { epoch: 0, size: 0n };
  for (;;) {
    const rows = await tx.logCheckpoint.findMany({
      where: {
        ...inPeriod(period),
        OR: [{ epoch: { gt: after.epoch } }, { epoch: after.epoch, size: { gt: after.size } }],
      },
      orderBy: [{ epoch: "asc" }, { size: "asc" }],
      take: PAGE,
    });
    for (const { epoch, size, root, note, createdAt, tsrAt } of rows) {
      const encoded = Buffer.from(root).toString("base64");
      yield { epoch, size: toNumber(size), root: encoded, note, createdAt, stampedAt: tsrAt };
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}
