import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkDrop, writeDrop } from "../../../src/cli/evidence/drop.ts";

const aFolder = () => mkdtempSync(join(tmpdir(), "training-gate-drop-"));

/** The fields that Vanta's resource `user_security_training_status` has, in any order. */
const VANTA_FIELDS = [
  ...["displayName", "uniqueId", "externalUrl", "trainingId", "trainingName", "frameworksFulfilled", "status"],
  ...["traineeFullName", "traineeAccountName", "traineeEmail"],
  ...["trainingCreatedTimestamp", "trainingDueTimestamp", "trainingCompletedTimestamp"],
];

function completion(id: string, changes: object = {}) {
  return {
    ...{ person_key: `key-${id}`, name: "Mira Novak", email: "mira@acme.example", github_login: "mira" },
    ...{ course: "owasp", course_version: "1.0.0", layers: ["developer"], score: 90, completion_id: id },
    ...{ started_at: "2026-01-02T09:00:00.000Z", completed_at: "2026-01-02T10:00:00.000Z", attestation_id: "a" },
    ...changes,
  };
}

function aPack(rows: readonly object[]): string {
  const pack = aFolder();
  writeFileSync(join(pack, "R-02-completions.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  for (const name of ["cover.pdf", "R-02-completions.csv", "R-04-gate-log.csv"]) writeFileSync(join(pack, name), name);
  return pack;
}

async function drop(rows: readonly object[]) {
  const folder = aFolder();
  const files = await writeDrop({ pack: aPack(rows), folder, from: "2026-01-01", to: "2026-01-31" });
  const body = JSON.parse(readFileSync(join(folder, "vanta", "user_security_training_status-2026-01-31.json"), "utf8"));
  return { folder, files, body };
}

describe("the folder for GRC platforms", () => {
  it("has a folder for each, whose files bear the last day", async () => {
    const { folder, files } = await drop([completion("1")]);

    expect(readdirSync(folder).toSorted()).toEqual(["README.txt", "drata", "generic", "secureframe", "vanta"]);
    for (const platform of ["drata", "generic", "secureframe"])
      expect(readdirSync(join(folder, platform)).toSorted()).toEqual([
        "R-02-completions-2026-01-31.csv",
        "R-04-gate-log-2026-01-31.csv",
        "cover-2026-01-31.pdf",
      ]);
    expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())).toHaveLength(
      files,
    );
  });

  it("tells Vanta every row, with its fields and no others: what is left out would be deleted there", async () => {
    const erased = { name: null, email: null, github_login: null };
    const { body } = await drop([completion("1"), completion("2", { attestation_id: null }), completion("3", erased)]);

    expect(Object.keys(body)).toEqual(["resourceId", "resources"]);
    expect(body.resources).toHaveLength(3);
    for (const resource of body.resources) expect(Object.keys(resource).sort()).toEqual(VANTA_FIELDS.toSorted());
    expect(body.resources).toMatchObject([
      { uniqueId: "1", status: "COMPLETE", trainingCompletedTimestamp: "2026-01-02T10:00:00.000Z" },
      { uniqueId: "2", status: "INCOMPLETE", trainingCompletedTimestamp: null, traineeAccountName: "mira" },
      { uniqueId: "3", status: "COMPLETE", traineeFullName: "key-3", traineeEmail: "" },
    ]);
  });

  it("is whole without any row", async () => {
    expect((await drop([])).body.resources).toEqual([]);
  });

  it("says what it cannot do", async () => {
    const { folder } = await drop([]);

    expect(readFileSync(join(folder, "README.txt"), "utf8")).toMatch(/FULL REPLACE[\s\S]*takes no CSV/);
  });

  it("is refused before anything is made, without R-02 or into a folder with something in it", async () => {
    await expect(checkDrop(aFolder(), ["R-04"])).rejects.toThrow("--drop needs R-02");
    await expect(checkDrop(aPack([]), [])).rejects.toThrow("is not empty");
    await expect(checkDrop(join(aFolder(), "new"), ["R-02"])).resolves.toBeUndefined();
  });
});
