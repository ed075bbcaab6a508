import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import type { PolicyDocumentFacts } from "../../../src/programme/policy-document/facts.ts";
import { type PolicyTemplate, parseTemplate, TEMPLATE_FILE } from "../../../src/programme/policy-document/template.ts";
import { writeTrainingPolicy } from "../../../src/programme/policy-document/write.ts";
import type { Course, Curriculum } from "../../../src/training/curriculum.ts";
import type { Mapping } from "../../../src/training/mapping/mapping.ts";
import { UNSAID } from "../../../src/training/organisation.ts";
import type { Problem } from "../../../src/training/problem.ts";

/** All boxes below a title, and nothing else. */
export const BARE = [
  "# Training policy of {{organisation}}",
  ...["scope", "boundary", "roles", "layers", "cadence", "access", "exceptions", "records", "mapping", "contacts"].map(
    (name) => `\n## ${name}\n\n\`\`\`enforced\n${name}\n\`\`\``,
  ),
].join("\n");

export function templateOf(text: string): {
  readonly template?: PolicyTemplate;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const template = parseTemplate({ path: TEMPLATE_FILE, shown: "policy.md", text }, (one) => problems.push(one));
  return { problems, ...(template && { template }) };
}

export function aTemplate(text = BARE): PolicyTemplate {
  const { template, problems } = templateOf(text);
  if (!template) throw new Error(JSON.stringify(problems));
  return template;
}

function aCourse(id: string, title: string, passMark: number): Course {
  return {
    ...{ id, title, layer: "developer", version: "2.1.3", summary: "", modules: [], changes: [], digest: "" },
    quiz: { per: "course", draw: 20, passMark },
    attestation: { version: 1, statement: "I did it." },
    expect: { words: null, questions: null, pairs: null },
    organisation: UNSAID,
  };
}

export const CURRICULUM: Curriculum = {
  layers: [
    {
      id: "developer",
      courses: [aCourse("owasp-top-10-2025", "The OWASP Top 10", 75), aCourse("secure-coding", "Secure coding", 90)],
    },
  ],
};

export const MAPPING: Mapping = {
  frameworks: [
    {
      id: "soc-2",
      name: "SOC 2",
      url: "https://example.org",
      clauses: [
        {
          ref: "CC1.4",
          title: "Competence",
          asks: "Keep people competent.",
          supports: "Training.",
          evidence: "Completions.",
          content: [{ course: "owasp-top-10-2025", module: null }],
        },
        {
          ref: "CC2.2",
          title: "Communication",
          asks: "Tell people.",
          supports: "Awareness.",
          evidence: "Completions.",
          content: [{ course: "security-awareness", module: "phishing" }],
        },
        { ref: "CC6.2", title: "Access", asks: "Authorise.", supports: "The gate.", evidence: "The log.", content: [] },
      ],
    },
  ],
  risks: { example: false, reviewed: { on: null, by: null }, risks: [] },
};

export function someFacts(policy: Partial<Policy> = {}, rest: Partial<PolicyDocumentFacts> = {}): PolicyDocumentFacts {
  return {
    policy: { ...DEFAULTS, ...policy },
    curriculum: CURRICULUM,
    mapping: MAPPING,
    organisation: UNSAID,
    longestWithdrawalMinutes: null,
    ...rest,
  };
}

export function written(policy: Partial<Policy> = {}, rest: Partial<PolicyDocumentFacts> = {}): string {
  return writeTrainingPolicy(aTemplate(), someFacts(policy, rest)).markdown;
}
