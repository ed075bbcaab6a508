import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readIdentities } from "../../../src/db/evidence/identities.ts";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { identitiesPack } from "../../../src/evidence/identities.ts";
import { anAccount, at, useStores } from "../../support/stores.ts";

describe("the identities of an export", () => {
  const test = useStores();

  async function linesNow(): Promise<readonly Record<string, unknown>[]> {
    const chunks: Uint8Array[] = [];
    for await (const { path, bytes } of identitiesPack(readIdentities(test.db))) {
      expect(path).toBe("identities.jsonl");
      for await (const chunk of bytes) chunks.push(chunk);
    }
    const lines = Buffer.concat(chunks).toString("utf8").split("\n");
    expect(lines.pop()).toBe("");
    return lines.map((line) => JSON.parse(line));
  }

  const opens = ({ salt, disclosed, commitment }: Record<string, unknown>) => {
    const hash = createHash("sha256")
      .update(Buffer.from(String(salt), "hex"))
      .update(canonicalJson(disclosed));
    return commitment === `sha256:${hash.digest("hex")}`;
  };

  it("open the commitment of everybody whom the log names, page after page, each once", async () => {
    const accounts = await test.stores.people.ensure(
      Array.from({ length: 1_100 }, () => anAccount()),
      at(0),
    );
    const people = accounts.map(({ person }) => person as PersonId);
    await test.stores.people.identities(people);

    const lines = await linesNow();

    expect(new Set(lines.map(({ subject }) => subject))).toEqual(new Set(people));
    expect(lines).toHaveLength(people.length);
    expect(lines.filter((line) => !opens(line))).toEqual([]);
  });

  it("tell what was committed to, though somebody has another login since", async () => {
    const account = anAccount();
    const [{ person } = { person: null }] = await test.stores.people.ensure([account], at(0));
    const { commitment } = await test.stores.people.identity(person as PersonId);

    await test.stores.people.ensure([{ ...account, login: "married" }], at(1));

    const line = (await linesNow()).find(({ subject }) => subject === person);
    expect(line).toMatchObject({ commitment, disclosed: { accounts: [account.id], login: account.login } });
    expect(line && opens(line)).toBe(true);
    expect((await test.stores.people.identity(person as PersonId)).commitment).toBe(commitment);
  });
});
