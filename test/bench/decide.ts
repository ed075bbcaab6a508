import { readFileSync } from "node:fs";
import { decide } from "../../src/gate/decide.ts";
import type { Facts, Part, PersonFacts } from "../../src/gate/facts.ts";
import { layerPolicies } from "../../src/policy/layer.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { scopeOf } from "../../src/policy/scope.ts";
import { aPerson, COURSE, NOW, someFacts } from "../support/facts.ts";
import type { Bench } from "./row.ts";
import { median } from "./statistics.ts";

const TIMES = 5;
const DECISIONS = 100_000;

/** In a second of processor time, which a busy machine does not stretch; with every key of the policy in use, on what pull requests are in an organisation that works. */
export const decideBench: Bench = {
  name: "decide",
  async run() {
    const policy = readPolicy();
    const scope = scopeOf(policy, { name: "payments-api", visibility: "private", today: new Date(NOW) });
    const mix = aMix();
    const perSecond = () => {
      const before = process.cpuUsage();
      for (let at = 0; at < DECISIONS; at++) {
        decide(mix[at % mix.length] ?? someFacts(), policy, { scope, policyDigest: "" });
      }
      const { user, system } = process.cpuUsage(before);
      return (DECISIONS * 1_000_000) / (user + system);
    };
    perSecond();
    const measured = median(Array.from({ length: TIMES }, perSecond));
    return [{ what: "decide, one core", measured, unit: "/s", limit: { at: "least", value: 200_000 } }];
  },
};

function readPolicy(): Policy {
  const source = new URL("../policy/every-key.yml", import.meta.url).pathname;
  const parsed = parsePolicy({ source, text: readFileSync(source, "utf8") });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  return layerPolicies(parsed).policy;
}

/** Of twenty pull requests: most have one trained author, some have company, a few have trouble. */
function aMix(): readonly Facts[] {
  const alone = (completions: PersonFacts["completions"]) => someFacts({ people: [aMember(1, AUTHOR, completions)] });
  const shared = someFacts({
    people: [aMember(1, AUTHOR, CURRENT), aMember(2, COMMITTER, CURRENT), aMember(3, COMMITTER, RENEWED)],
  });
  const bot = someFacts({ people: [{ ...aMember(49_699_333, AUTHOR, []), type: "Bot", person: null }] });
  const outsider = someFacts({ people: [{ ...aMember(4, AUTHOR, []), access: "none", belongs: false }] });
  const unlinked = someFacts({
    people: [aMember(1, AUTHOR, CURRENT)],
    unlinked: [{ sha: "b".repeat(40), email: "dev@old-laptop", name: "dev" }],
  });
  return [
    ...Array.from({ length: 9 }, () => alone(CURRENT)),
    ...Array.from({ length: 3 }, () => alone(RENEWED)),
    ...[alone([]), alone(EXPIRED), alone(UNATTESTED)],
    ...[shared, shared],
    ...[bot, outsider, unlinked],
  ];
}

const AUTHOR: readonly Part[] = [
  { kind: "author", number: 1 },
  { kind: "pusher" },
  { kind: "commit-author", shas: ["a".repeat(40)] },
];
const COMMITTER: readonly Part[] = [{ kind: "commit-author", shas: ["c".repeat(40), "d".repeat(40)] }];

const passed = (course: string, completedAt: string, attestedAt: string | null = completedAt) => ({
  course,
  version: "1.0.0",
  completedAt,
  attestedAt,
});
/** Every course of every layer that the policy asks for, what follows included. */
const COURSES = ["security-awareness", COURSE, "owasp-in-depth", "secure-coding"];
const all = (completedAt: string) => COURSES.map((course) => passed(course, completedAt));
const CURRENT = all("2026-06-01T00:00:00.000Z");
const RENEWED = [...all("2025-01-15T00:00:00.000Z"), ...all("2025-12-20T00:00:00.000Z")];
const EXPIRED = all("2025-03-01T00:00:00.000Z");
const UNATTESTED = [
  passed("security-awareness", "2026-06-01T00:00:00.000Z"),
  passed(COURSE, "2026-11-20T00:00:00.000Z", null),
];

function aMember(id: number, parts: readonly Part[], completions: PersonFacts["completions"]): PersonFacts {
  return aPerson({ id, parts, completions, teams: ["payments", "frontend"], roles: ["engineer"] });
}
