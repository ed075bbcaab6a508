import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { vkeyOf } from "../../../src/gatelog/note.ts";
import type { SigningKeys } from "../../../src/pipeline/log/deps.ts";
import { createSigner } from "../../../src/pipeline/log/signer.ts";
import { aClock, HOST, type LogOnDb, logOnDb, newKey, readNote } from "../../support/signing.ts";

const DAY_MS = 86_400_000;
const origin = `${HOST}/log/1`;
const [old, young, youngest] = [newKey(), newKey(), newKey()];

let log: LogOnDb;
let time: ReturnType<typeof aClock>;
beforeEach(async () => {
  time = aClock();
  log = await logOnDb({ clock: time.clock, keys: { current: old } });
  await log.write(3);
  await createSigner(log.deps).signNow();
});
afterEach(() => log.close());

async function signWith(keys: SigningKeys) {
  const done = await createSigner({ ...log.deps, keys }).signNow();
  if (done.kind !== "signed") throw new Error(`Not signed: ${JSON.stringify(done)}`);
  return done.checkpoint;
}

async function rotations() {
  const rows = await log.db.logEntry.findMany({ where: { type: "key.rotated" }, orderBy: { seq: "asc" } });
  return rows.map(({ body }) => {
    const { old_vkey, new_vkey } = JSON.parse(body);
    return { old_vkey, new_vkey };
  });
}

const changed = (before: typeof old, after: typeof old) => ({
  old_vkey: vkeyOf(origin, before),
  new_vkey: vkeyOf(origin, after),
});

describe("a change of the checkpoint key", () => {
  it("is an entry, and the checkpoint over it bears both signatures", async () => {
    const checkpoint = await signWith({ current: young, previous: old });

    expect(checkpoint.size).toBe(4);
    expect(await rotations()).toEqual([changed(old, young)]);
    expect(readNote(checkpoint.note, { current: old })).toMatchObject({ size: 4, signatures: 1 });
    expect(readNote(checkpoint.note, { current: young })).toMatchObject({ size: 4, signatures: 1 });
  });

  it("is written once, by however many servers", async () => {
    const keys = { current: young, previous: old };
    const signers = [createSigner(log.another({ keys })), createSigner(log.another({ keys }))];

    await Promise.all(signers.map((signer) => signer.signNow()));
    await log.write(1);
    await Promise.all(signers.map((signer) => signer.signNow()));

    expect(await rotations()).toEqual([changed(old, young)]);
  });

  it("lets both keys sign for 30 days, and then the new one alone", async () => {
    const keys = { current: young, previous: old };
    await signWith(keys);
    time.pass(30 * DAY_MS - 1);
    await log.write(1);
    expect(readNote((await signWith(keys)).note, keys).signatures).toBe(2);
    time.pass(1);
    await log.write(1);
    expect(readNote((await signWith(keys)).note, keys).signatures).toBe(1);
  });

  it("needs the old key no longer than for the first checkpoint", async () => {
    await signWith({ current: young, previous: old });
    await log.write(1);

    const { note } = await signWith({ current: young });

    expect(readNote(note, { current: young }).signatures).toBe(1);
  });

  it("lets a server that has not been told yet go on with the old key", async () => {
    await signWith({ current: young, previous: old });
    await log.write(1);
    await signWith({ current: old });
    await log.write(1);

    const { note } = await signWith({ current: young, previous: old });

    expect(readNote(note, { current: young, previous: old }).signatures).toBe(2);
    expect(await rotations()).toHaveLength(1);
  });

  it("can follow another one", async () => {
    await signWith({ current: young, previous: old });
    await log.write(1);

    const { note } = await signWith({ current: youngest, previous: young });

    expect(await rotations()).toEqual([changed(old, young), changed(young, youngest)]);
    expect(readNote(note, { current: youngest, previous: young }).signatures).toBe(2);
  });

  it("is refused to whoever has only the new key", async () => {
    await log.write(1);

    expect(await createSigner({ ...log.deps, keys: { current: young } }).signNow()).toMatchObject({
      kind: "refused",
      problem: { kind: "foreign-key", keys: [expect.stringContaining(origin)] },
    });
    expect(await rotations()).toEqual([]);
  });

  it("is nothing where the key before the one in force is only kept", async () => {
    await log.write(1);

    const { note } = await signWith({ current: old, previous: newKey() });

    expect(readNote(note, { current: old }).signatures).toBe(1);
    expect(await rotations()).toEqual([]);
  });
});
