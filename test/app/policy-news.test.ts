import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { logPolicyNews, warnOfSilence } from "../../src/app/policy-news.ts";
import { orgId } from "../../src/domain/ids.ts";
import { layerPolicies } from "../../src/policy/layer.ts";
import { parsePolicy } from "../../src/policy/parse.ts";

function layered(mode: string) {
  const parsed = parsePolicy({ source: "app.yml", text: `enforcement:\n  mode: ${mode}\n` });
  if (!parsed.ok) throw new Error("The policy is sound");
  return layerPolicies(parsed);
}

function aLog() {
  const lines: { level: number; msg: string; problems?: readonly string[] }[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}

const nobody = { isNamed: false, file: "own/organisation.yml" };
const WARNING = {
  level: pino.levels.values.warn,
  msg: "the policy blocks, and nobody is named to whom an incident is reported",
  problems: [
    expect.stringMatching(/^app\.yml:2:9 enforcement\.mode .* Fill in incident\.contact in own\/organisation\.yml/),
  ],
};

describe("a policy that blocks while the courses cannot say whom to tell", () => {
  it("is warned of at the start, with the file to fill in", () => {
    const { log, lines } = aLog();
    warnOfSilence(layered("block"), nobody, log);

    expect(lines).toMatchObject([WARNING]);
  });

  it("is warned of when it comes into force, and is in force all the same", () => {
    const { log, lines } = aLog();
    logPolicyNews(log, nobody)({ kind: "activated", org: orgId(1), layered: layered("block") });

    expect(lines).toMatchObject([{ msg: "another policy is in force" }, WARNING]);
  });

  it.each([
    ["it only flags", layered("flag"), nobody],
    ["somebody is named", layered("block"), { ...nobody, isNamed: true }],
  ])("is no matter where %s", (_, policy, contact) => {
    const { log, lines } = aLog();
    warnOfSilence(policy, contact, log);

    expect(lines).toEqual([]);
  });
});
