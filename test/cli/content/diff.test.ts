import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "../../../src/cli/main.ts";
import { aCli } from "../a-cli.ts";

const CONTENT = new URL("../../../content", import.meta.url).pathname;
const OWN = join("developer", "owasp-top-10-2025");
const folder = mkdtempSync(join(tmpdir(), "training-gate-content-"));

/** The shipped content as an earlier release had it: another folder, with one file written otherwise. */
function earlier(path: string, change: (text: string) => string): string {
  const root = mkdtempSync(join(folder, "earlier-"));
  cpSync(CONTENT, root, { recursive: true });
  const file = join(root, OWN, path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return root;
}

async function diff(...args: readonly string[]) {
  const cli = aCli({ folder });
  const code = await runCli(["content", "diff", ...args], cli);
  return { code, told: cli.told.join("\n"), complaints: cli.complaints };
}

describe("content diff", () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it("finds nothing between a content and itself", async () => {
    const { code, told, complaints } = await diff(CONTENT);

    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(told).toMatch(/owasp-top-10-2025 \d+\.\d+\.\d+: as it was/);
  });

  it("says what changed, which version that deserves, and no where course.yml says less", async () => {
    const root = earlier(
      "05-injection.md",
      (text) => `${text}\n\nThe earlier text said this much more than the later one does, in more than twelve words.\n`,
    );

    const { code, told, complaints } = await diff(root);

    expect(code).toBe(1);
    expect(told).toMatch(
      /owasp-top-10-2025: deserves a minor version \(still \d+\.\d+\.\d+\)\n {2}minor {2}injection: \d+ words of the text/,
    );
    expect(complaints).toEqual([expect.stringContaining("owasp-top-10-2025: version: ")]);
  });

  it("is content where course.yml says as much", async () => {
    const root = earlier("course.yml", (text) =>
      text.replace(/^version: .*$/m, "version: 0.9.0").replace(/^title: .*$/m, "title: Of old"),
    );

    expect(await diff(root)).toMatchObject({ code: 0, complaints: [] });
  });

  it("tells courses that came or went, and all of it as JSON", async () => {
    const { code, told } = await diff(join(CONTENT, "../test/fixtures/content-sound"), "--json");
    const { courses, new: fresh, gone } = JSON.parse(told);

    expect(code).toBe(0);
    expect(courses).toEqual([]);
    expect(fresh).toContain("owasp-top-10-2025");
    expect(gone).toEqual(["parcel-desk"]);
  });

  it("says so where the folder holds no content", async () => {
    const { code, complaints } = await diff(join(folder, "nowhere"));

    expect(code).toBe(2);
    expect(complaints.join("\n")).toContain("no such folder");
  });
});
