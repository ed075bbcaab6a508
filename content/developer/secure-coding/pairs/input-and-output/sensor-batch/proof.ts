import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

type Subject = typeof import("./fixed.ts");

const reading = (celsius: unknown) => JSON.stringify({ sensor: "roof-1", celsius });

/** A small upload unpacks into much more, and a line is not what its type says. */
export async function prove(subject: Subject): Promise<void> {
  const honest = subject.readBatch(gzipSync(`${reading(21.5)}\n${reading(-4)}\n`));
  assert.deepEqual(honest, [
    { sensor: "roof-1", celsius: 21.5 },
    { sensor: "roof-1", celsius: -4 },
  ]);

  const bomb = gzipSync(reading(20).replace("{", `{${" ".repeat(12_000_000)}`));
  assert.ok(bomb.length < 20_000, "the bomb is a small upload");
  assert.throws(
    () => subject.readBatch(bomb),
    RangeError,
    "20 kB of upload became 12 MB of text",
  );

  const many = gzipSync(`${reading(20)}\n`.repeat(60_000));
  assert.throws(
    () => subject.readBatch(many),
    RangeError,
    "the sender chose the number of readings",
  );
  for (const celsius of ["hot", null, true, 1e9]) {
    assert.throws(
      () => subject.readBatch(gzipSync(reading(celsius))),
      TypeError,
      `a temperature of ${celsius} was accepted`,
    );
  }
  const split = Buffer.concat([gzipSync(`${reading(20)}\n`), gzipSync(reading(21))]);
  assert.equal(
    subject.readBatch(split).length,
    2,
    "a batch of two gzip members lost a reading",
  );
}
