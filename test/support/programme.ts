import { join } from "node:path";
import { dayIn } from "./office.ts";

export const PROGRAMME_REPOSITORY = "acme/payments-api";

/** Of the listed policy. */
export const ACCEPTABLE_USE_SHA256 = "c".repeat(64);

/** Engineers need the developer layer, finance the baseline; seats in payments wait for it. */
export const PROGRAMME_POLICY = `
  mode: block
  layers:
    baseline: { courses: [security-awareness], valid_for: 365d }
    developer: { courses: [owasp-top-10-2025], valid_for: 365d }
  require:
    - { who: { access: any, role: [engineer] }, layers: [developer] }
    - { who: { access: any, role: [finance] }, layers: [baseline] }
  access:
    level: grant_on_completion
    teams: [{ team: payments }]
    leavers: automatic
  roles:
    admin: { teams: [platform, security] }
  waivers: { longest: 180d, approvers: { teams: [security] } }
`;

/** Laid over the shipped courses: lists a policy that is to be accepted. */
export const PROGRAMME_CONTENT = join(import.meta.dirname, "programme-content");

export const HRIS = "key,name,email,github_login,role,department,start,end";
export const ADA = "E3,Ada Okafor,ada@acme.example,ada,finance,Accounts,2023-09-01,";
export const EMPLOYEES = [
  "E1,Mira Novak,mira@acme.example,mira,engineer,Payments,2024-03-01,",
  "E2,Jo Berg,jo@acme.example,jo,engineer,Payments,2025-01-15,",
  ADA,
  "E4,Sam Ilves,sam@acme.example,sam,platform,Platform,2021-06-01,",
  // Whose account an administrator has to name.
  "E5,Leo Marsh,leo@corp.example,,security,Security,2022-02-01,",
  // Nobody at GitHub.
  "E6,Fin Laurent,fin@acme.example,,finance,Accounts,2022-02-01,",
];
export const NOVA = `E7,Nova Lind,nova@acme.example,nova,engineer,Payments,${dayIn(0)},`;

/** Lines that cannot be used, each with its reason. */
type Bad = readonly (readonly [line: string, reason: string])[];
interface RosterFile {
  readonly heading: string;
  readonly good: readonly string[];
  readonly bad: Bad;
}

const NOT_A_DAY = "is not a day written as YYYY-MM-DD: say how days are written (--date-format)";
const KINDS = "employee, contractor, temporary, supplier: map it under kinds: in a map file";
export const ROSTER_FILES: Readonly<Record<"hris" | "contractor" | "supplier", RosterFile>> = {
  hris: {
    heading: HRIS,
    good: EMPLOYEES,
    bad: [
      ["E20,,eve@acme.example,,engineer,Payments,2026-01-05,", "says no name"],
      ["E21,Ian Holt,ian@acme.example,,engineer,Payments,03/04/2026,", `"03/04/2026" ${NOT_A_DAY}`],
      [",No Key,key@acme.example,,engineer,Payments,,", "says no key: nobody knows whom it is about"],
      ["E22,Kim Rao,kim,,finance,Accounts,,", '"kim" is no e-mail address'],
      [
        "E23,Lu Chen,lu@acme.example,,finance,Accounts,2026-02-01,2026-01-01",
        "ends on 2026-01-01, before it begins on 2026-02-01",
      ],
    ],
  },
  contractor: {
    heading: "key,name,email,github_login,role,company,start,end",
    good: ["C1,Noor Haddad,noor@contractor.example,noor,engineer,Northwind,2026-01-05,"],
    bad: [
      ["C2,,olu@northwind.example,,engineer,Northwind,2026-02-01,", "says no name"],
      ["C3,Pia Lund,pia@northwind.example", "has 3 columns, and the heading 8"],
      ["C4,Quin Foy,,quin foy,engineer,Northwind,2026-02-01,", '"quin foy" is no GitHub login'],
      ["C5,Rui Paz,,,engineer,Northwind,01.03.2026,", `"01.03.2026" ${NOT_A_DAY}`],
      ["C6,Sol Dean,,,engineer,Northwind,2026-05-01,2026-04-01", "ends on 2026-04-01, before it begins on 2026-05-01"],
    ],
  },
  supplier: {
    heading: "key,name,email,company,kind,start",
    good: ["S1,Sia Kern,sia@kern.example,Kern Facility,,2026-01-01"],
    bad: [
      ["S2,Tam Roe,tam@kern.example,Kern Facility,robot,2026-01-01", `"robot" is none of ${KINDS}`],
      ["S3,Una Vey,una,Kern Facility,,2026-01-01", '"una" is no e-mail address'],
      ["S4,Val One,,Kern Facility,,", "the same key stands on lines 5, 6"],
      ["S4,Val Two,,Kern Facility,,", "the same key stands on lines 5, 6"],
      [",Wim Zeh,wim@kern.example,Kern Facility,,", "says no key: nobody knows whom it is about"],
    ],
  },
};

/** What somebody mends in the rejected lines of the contractor's file. */
export const MENDED = [
  [",,olu@", ",Olu Ade,olu@"],
  ["pia@northwind.example", "pia@northwind.example,,engineer,Northwind,2026-02-01,"],
  ["quin foy,engineer", "quin-foy,engineer"],
  ["Northwind,01.03.2026", "Northwind,2026-03-01"],
  [",2026-04-01", ","],
] as const;

const GOPHISH = "id,status,ip,latitude,longitude,send_date,reported,modified_date,email,first_name,last_name,position";

/** What Gophish writes: its own heading, and a line for each recipient. */
export function phishingFile(results: readonly (readonly [name: string, status: string, reported: boolean])[]) {
  const [sentAt, changedAt] = [`${dayIn(-3)}T08:00:00Z`, `${dayIn(-3)}T08:09:00Z`];
  const lines = results.map(([name, status, reported]) =>
    [name, status, "", 0, 0, sentAt, reported, changedAt, `${name}@acme.example`, "", "", ""].join(","),
  );
  return [GOPHISH, ...lines];
}

/** What the story leaves in each report: the stem of its file, whom or what it is about, and a row. */
export const TOLD: readonly (readonly [stem: string, about: string, row: object])[] = [
  ["R-01-roster-population", "who has no account", { name: "Fin Laurent", source: "hris", role: "finance" }],
  ["R-02-completions", "what finance learnt", { github_login: "ada", course: "security-awareness" }],
  ["R-03-first-access", "the new hire", { github_login: "nova", result: "WITHDRAWN", required: ["developer"] }],
  ["R-04-gate-log", "what was withheld", { type: "gate.decided", decision: "withhold", enforced: true }],
  ["R-05-point-in-time", "who has access now", { github_login: "nova", repository: PROGRAMME_REPOSITORY }],
  ["R-06-exceptions", "who has access beyond their waiver", { type: "untrained-access", github_login: "jo" }],
  ["R-07-leavers", "who left", { github_login: "ada", told_by: "roster", still_has: [] }],
  ["R-08-attestations", "who accepted what", { github_login: "mira", typed_name: "Mira Novak" }],
  ["R-09-waivers", "the waiver", { github_login: "jo", requested_by: "sam", approved_by: "leo", two_people: true }],
  ["R-10-effectiveness", "the campaign", { measure: "simulation", title: "Autumn", delivered: 5, reported: 3 }],
  ["R-11-awareness", "the newsletter", { activity: "newsletter", method: "campaign", channel: "mail" }],
  ["R-12-incident-reporting", "the drill", { part: "drill", drill_held_on: dayIn(-4), drill_participants: 6 }],
  ["R-13-policy-and-reviews", "the review", { step: "review-approved", approver_github_login: "leo" }],
  ["R-14-curriculum-risk", "what answers a risk", { module: "broken-access-control", owasp: "A01:2025" }],
  ["R-15-control-mapping", "a clause", { framework: "soc-2", clause: "CC6.2", gap: null }],
  ["R-16-suppliers", "the contractor's course", { part: "completion", github_login: "noor" }],
  ["R-17-gate-changes", "the policy", { type: "policy.activated" }],
  ["R-18-integrity", "the checkpoints", { kind: "checkpoint" }],
  ["R-20-coverage", "where the check is required", { repository: "payments-api", required: true, pinned: true }],
  ["R-21-merges", "the merge", { kind: "pr_merge", result: "allowed", github_login: "mira", pull_request: 1 }],
];
