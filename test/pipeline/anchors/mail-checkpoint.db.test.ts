import { describe, expect, it } from "vitest";
import { openNote, parseVkey, vkeyOf } from "../../../src/gatelog/note.ts";
import { mailCheckpoint } from "../../../src/pipeline/anchors/mail-checkpoint.ts";
import { listVkeys } from "../../../src/pipeline/anchors/vkeys.ts";
import { type Mail, MailError } from "../../../src/pipeline/mailer.ts";
import { newKey, saveCheckpoint } from "../../support/checkpoints.ts";
import { useStores } from "../../support/stores.ts";

const TO = ["ada@audit.example", "bo@audit.example"];

/** Each step goes on from the one before, as weeks do. */
describe("mail to the auditor", () => {
  const database = useStores();
  const [key, nextKey] = [newKey(), newKey()];
  const sent: Mail[] = [];
  let keys: { current: typeof key; previous?: typeof key } = { current: key };
  let now = new Date("2026-11-23T10:00:00.000Z");
  let isDown = false;
  let refused = 0;
  const later = (days: number) => {
    now = new Date(now.getTime() + days * 86_400_000);
  };
  const mail = () =>
    mailCheckpoint({
      stores: database.stores,
      mailer: {
        send: async (one) => {
          if (isDown) throw new MailError("not reached");
          sent.push(one);
          return { refused };
        },
      },
      to: TO,
      vkeys: () => listVkeys(database.stores, keys),
      baseUrl: "https://training.example.org",
      clock: () => now,
    });
  const save = (size: number, epoch = 1, signing = [key]) =>
    saveCheckpoint(database.db, { epoch, size, at: now, keys: signing });
  const newest = () => sent.at(-1)!;

  it("waits for the first checkpoint, and then comes at once", async () => {
    await mail();
    expect(sent).toEqual([]);

    const { note } = await save(4711);
    await mail();

    const vkey = vkeyOf("training.example.org/log/1", key);
    expect(newest()).toMatchObject({
      to: TO,
      subject: "training.example.org: Checkpoint of the access-gating log, 4,711 entries",
      attachments: [{ name: "checkpoint-1-4711.txt", text: note }],
    });
    expect(newest().text).toContain(note);
    expect(newest().text).toContain(`npx training-gate log verify DIR --key '${vkey}' --old checkpoint-1-4711.txt`);
    expect(newest().text).toContain("https://training.example.org/log/checkpoint");
  });

  it("can be checked by what it says alone", () => {
    const [line = ""] = /^training\.example\.org\/log\/1\+\S+$/m.exec(newest().text) ?? [];
    const vkey = parseVkey(line);

    expect(openNote(newest().attachments?.[0]?.text ?? "", vkey ? [vkey] : []).ok).toBe(true);
  });

  it("comes once a week from then on, however often it is asked for", async () => {
    later(6.9);
    await save(5000);
    await mail();
    expect(sent).toHaveLength(1);

    later(0.2);
    await mail();
    await mail();
    expect(sent).toHaveLength(2);
    expect(newest().text).toContain("every week");
  });

  it("comes later where the mail server is away, and that is remembered", async () => {
    isDown = true;
    later(7);
    await expect(mail()).rejects.toThrow(MailError);
    expect(await database.stores.anchors.find("mail")).toMatchObject({ failingSince: now, problem: "not reached" });

    isDown = false;
    later(0.1);
    await mail();
    expect(sent).toHaveLength(3);
    expect(await database.stores.anchors.find("mail")).toMatchObject({ failingSince: null, doneAt: now });
  });

  it("comes at once when the key has changed, with both keys", async () => {
    keys = { current: nextKey, previous: key };
    await save(5001, 1, [nextKey, key]);

    await mail();

    expect(newest().subject).toBe("training.example.org: The access-gating log has a new key");
    for (const one of [key, nextKey]) expect(newest().text).toContain(vkeyOf("training.example.org/log/1", one));
  });

  it("comes at once when signing is refused, says why, and again when it is mended", async () => {
    await database.stores.logTree.noteSigning({ refusedSince: now, problem: { kind: "gap", epoch: 1, seq: 7 } });
    await mail();
    await mail();
    expect(sent).toHaveLength(5);
    expect(newest().subject).toBe("training.example.org: NO new checkpoint: the access-gating log is not signed");
    expect(newest().text).toContain("The gate log has no entry 7");

    await database.stores.logTree.noteSigning({ refusedSince: null, problem: null });
    await mail();
    expect(sent).toHaveLength(6);
    expect(newest().text).toContain("Checkpoints are signed again");
  });

  it("comes at once when a new log was begun", async () => {
    await save(1, 2, [nextKey]);

    await mail();

    expect(newest().subject).toBe("training.example.org: A new access-gating log was begun");
    expect(newest().attachments?.[0]?.name).toBe("checkpoint-2-1.txt");
    expect(newest().text).toContain("1 entry");
  });

  it("is not sent again to those who have it where one address is refused, and that is remembered", async () => {
    later(7);
    refused = 1;
    await mail();
    await mail();

    expect(sent).toHaveLength(8);
    expect(await database.stores.anchors.find("mail")).toMatchObject({
      doneAt: now,
      failingSince: now,
      problem: "1 of 2 addresses refused",
    });
  });
});
