import { orgId, personId } from "../../src/domain/ids.ts";
import type { TrainingPolicyVersion } from "../../src/domain/stores/policy-documents.ts";
import type { OwnPolicy, PolicyDocuments } from "../../src/pipeline/policy-documents/port.ts";
import type { ListedPolicy } from "../../src/programme/listed/listed.ts";
import { changesIn, diffLines } from "../../src/programme/policy-document/diff.ts";
import { NOON } from "./a-web.ts";
import { ACME, PERSON } from "./an-admin.ts";

const SHA = "9c41d0a7be31f3c24b56a78899aabbccddeeff00112233445566778899aabbcc";
const DAY_MS = 86_400_000;

export const LISTED: ListedPolicy = {
  policyId: "acceptable-use",
  sha256: SHA,
  title: "Acceptable use of laptops, accounts and everything else that belongs to the company",
  url: "https://wiki.example.com/acceptable-use",
  kind: "acceptable-use",
  owner: "Security team",
  effectiveOn: "2026-12-01",
  acknowledge: true,
  acceptWithinDays: 14,
  meantFor: { kind: "everyone" },
};

/** Two versions, of which the first is approved; one policy to accept, one accepted, one to know. */
export function somePolicies(markdown: string): { readonly policies: PolicyDocuments; readonly done: string[] } {
  const done: string[] = [];
  const home = { org: ACME, login: "acme" };
  const version = (number: number, changes: Partial<TrainingPolicyVersion> = {}): TrainingPolicyVersion => ({
    ...{ id: String(number), orgId: orgId(ACME), version: number, sha256: SHA, policySha256: SHA, markdown },
    ...{ createdAt: new Date(NOON.getTime() - (10 - number) * DAY_MS), approvedBy: null, approvedAt: null, ...changes },
  });
  const versions = [
    version(2, { markdown: markdown.replace("14 days of grace", "21 days of grace"), sha256: SHA.replace("9c", "1a") }),
    version(1, { approvedBy: PERSON, approvedAt: NOON }),
  ];
  const find = (number: number) => versions.find((one) => one.version === number);
  const own = (changes: Partial<ListedPolicy>, rest: Partial<OwnPolicy> = {}): OwnPolicy => ({
    ...{ policy: { ...LISTED, ...changes }, home: null, isMeant: true, acknowledgedAt: null, ...rest },
  });
  const reader = (login: string, acknowledgedAt: Date | null) => ({
    ...{ person: personId(login), name: `Somebody called ${login}`, logins: [login], acknowledgedAt, told: null },
  });
  return {
    done,
    policies: {
      async trainingPolicy(_, { version: number }) {
        const shown = find(number ?? 1);
        return shown ? { home, shown, versions } : null;
      },
      async difference(_, { from, to }) {
        const [before, after] = [find(from), find(to)];
        if (!before || !after) return null;
        return { home, from: before, to: after, lines: changesIn(diffLines(before.markdown, after.markdown)) };
      },
      policies: async () => [
        own({}),
        own(
          { policyId: "training-policy", title: "Security training policy", kind: "training" },
          { home, acknowledgedAt: NOON },
        ),
        own({ policyId: "cryptography", title: "Cryptography", kind: "topic", acknowledge: false }),
        own({ policyId: "finance", title: "Payments", kind: "topic" }, { isMeant: false }),
      ],
      async acknowledge(viewer, { policyId, typedName }) {
        if (typedName.length < 3) return { kind: "bad-name", problem: "too-short" };
        done.push(`${viewer.account.login} accepts ${policyId} as ${typedName}`);
        return { kind: "accepted" };
      },
      overview: async () => ({
        versions: versions.map((one) => ({ ...one, approver: one.approvedBy === null ? null : "sam" })),
        listed: [
          { policy: LISTED, audience: 42, done: 17, reached: 40, unreached: 1 },
          {
            policy: { ...LISTED, policyId: "cryptography", title: "Cryptography", acknowledge: false },
            ...{ audience: 42, done: 0, reached: 42, unreached: 0 },
          },
        ],
      }),
      async readers(_, policyId, { page, limit }) {
        if (policyId !== LISTED.policyId) return null;
        const rows = [reader("a-contractor-with-a-rather-long-login", null), reader("jo", NOON)];
        return {
          policy: LISTED,
          sentence: "Hello, please read it.",
          readers: { rows: rows.slice(0, limit), total: 120, page, pages: 3 },
        };
      },
      version: async (_, number) => (number === null ? versions[0] : find(number)) ?? null,
      async approve(by, _, { version: number, typedName }) {
        if (typedName === "") return { ok: false, why: "Type your full name, as you sign with it" };
        done.push(`${by.login} approves ${number} as ${typedName}`);
        return { ok: true, id: String(number) };
      },
    },
  };
}
