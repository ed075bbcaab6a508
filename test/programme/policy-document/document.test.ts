import { describe, expect, it } from "vitest";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import { writeTrainingPolicy } from "../../../src/programme/policy-document/write.ts";
import { UNSAID } from "../../../src/training/organisation.ts";
import { aTemplate, BARE, someFacts, written } from "./some-facts.ts";

const { access } = DEFAULTS;
const GRANTING = {
  mode: "block",
  access: { ...access, level: "grant_on_completion", teams: [{ team: "payments", on_lapse: "remove" }] },
} as const;
const BEFORE_ACCESS = "training comes before access is granted";

describe("what the training policy says of access", () => {
  it("is that training comes before it, where the app gives it", () => {
    expect(written(GRANTING)).toContain(
      `gives the seats in the teams \`payments\` when training is done: ${BEFORE_ACCESS}`,
    );
  });

  it("is that people are invited afterwards, where the app invites", () => {
    const text = written({ ...GRANTING, access: { ...GRANTING.access, level: "invite_on_completion" } });

    expect(text).toContain("invites people, into the teams `payments`, when their training is done");
  });

  it.each([
    ["merging alone waits", { ...GRANTING, access: { ...GRANTING.access, level: "merge_gate" } }],
    ["the mode is flag", { ...GRANTING, mode: "flag" }],
    ["the mode is observe", { ...GRANTING, mode: "observe" }],
    ["no team is named", { ...GRANTING, access: { ...GRANTING.access, teams: [] } }],
    [
      "every team is managed elsewhere",
      { ...GRANTING, access: { ...GRANTING.access, teams: [{ team: "payments", managed_by: "okta" }] } },
    ],
  ] as const)("is not that training comes before it where %s", (_, policy) => {
    expect(written(policy)).not.toContain(BEFORE_ACCESS);
  });

  it("tells how long access stood that others gave, as measured and never as a promise", () => {
    expect(written(GRANTING)).toContain("It is then withdrawn: no such case is on record.");
    expect(written(GRANTING, { longestWithdrawalMinutes: 4 })).toContain("each was withdrawn within 4 minutes");
  });

  it("says whether seats of who left wait for somebody's word", () => {
    const automatic = { ...GRANTING, access: { ...GRANTING.access, leavers: "automatic" } } as const;

    expect(written(GRANTING)).toContain("are taken when an administrator confirms it");
    expect(written(automatic)).toContain("are taken by themselves");
  });

  it("names the days of a scope that gives it", () => {
    const scopes = [
      { repositories: ["payments-*"], mode: "block", access: "grant_on_completion", from: "2026-12-01" },
    ] as const;
    const text = written({ scopes, access: { ...GRANTING.access, level: "merge_gate" } });

    expect(text).toContain("For `payments-*` from 2026-12-01 on: this programme gives the seats");
    expect(text).toContain("| `payments-*` | block | 2026-12-01 |");
  });

  it("says of managed teams and of owners that nothing is enforced", () => {
    const text = written({ access: { ...access, teams: [{ team: "platform-*", managed_by: "okta" }] } });

    expect(text).toContain("The team `platform-*` is managed by `okta`");
    expect(text).toContain("Owners of the GitHub organisation cannot be held back");
  });

  it("claims no merge that waits where nothing blocks", () => {
    expect(written({ mode: "flag" })).toContain("Nothing merges later for lack of training");
    expect(written({ mode: "block" })).toContain(
      "no pull request merges before everybody who is asked on it is trained",
    );
  });
});

describe("the training policy", () => {
  it("names systems outside GitHub as declared, and says that nothing is enforced in them", () => {
    const boundary = { ...DEFAULTS.boundary, declared: ["ci", "identity-provider"] };

    expect(written({ boundary })).toContain(
      "`ci`, `identity-provider`. They are declared here; this programme enforces nothing",
    );
  });

  it("maps a clause only to courses that it asks somebody for", () => {
    const text = written();

    expect(text).toContain("| CC1.4: Competence | Keep people competent. | Training. | The OWASP Top 10 |");
    expect(text).toContain("| CC2.2: Communication | Tell people. | Awareness. | no course that this policy asks for");
    expect(text).toContain("| CC6.2: Access | Authorise. | The gate. | no course: the gate and its log |");
  });

  it("leaves out layers that no rule asks for", () => {
    const layers = { ...DEFAULTS.layers, admin: { courses: ["privileged-access"], valid_for: 365 } };

    expect(written({ layers })).not.toContain("privileged-access");
  });

  it("counts accounts instead of naming them, since it outlives people", () => {
    const text = written({ roles: { admin: { teams: ["platform"], accounts: [583231, 583232] } } });

    expect(text).toContain("the team `platform` and 2 accounts that the policy names");
    expect(text).not.toContain("583231");
  });

  it("takes the organisation's words as words, and not as Markdown", () => {
    const organisation = {
      ...UNSAID,
      name: "A|B *and* <script>",
      incident: { ...UNSAID.incident, contact: "# call `us`" },
    };
    const text = written({}, { organisation });

    expect(text).toContain("# Training policy of A\\|B \\*and\\* \\<script\\>");
    expect(text).toContain("- First: \\# call \\`us\\`");
  });

  it("is the same for the same facts, whatever the day, and its digest is that of its bytes", () => {
    const [one, other] = [
      writeTrainingPolicy(aTemplate(), someFacts()),
      writeTrainingPolicy(aTemplate(BARE), someFacts()),
    ];

    expect(one).toEqual(other);
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(writeTrainingPolicy(aTemplate(), someFacts({ pass_mark: 81 })).sha256).not.toBe(one.sha256);
  });
});
