import { Policy } from "./policy.ts";
import { DEFAULT_RECORDS } from "./records.ts";

/** The bottom layer, in the words of the file: what holds where no file says anything. */
export const DEFAULTS: Policy = Policy.parse({
  mode: "observe",
  rulesets: "report",
  pass_mark: "80%",
  scopes: [],
  boundary: { repositories: { include: ["*"], exclude: [] }, declared: [] },
  layers: { developer: { courses: ["owasp-top-10-2025"], valid_for: "365d" } },
  require: [
    { who: { access: "any" }, layers: ["developer"] },
    { who: { opens: "pull_request" }, layers: ["developer"] },
  ],
  grace: { new_hire: "0d", renewal: "14d", content_update: "30d", deepening: "60d", pre_existing: "60d" },
  renew_from: "90d",
  remind: ["30d", "7d", "1d"],
  pull_requests: {
    commit_authors: "members",
    co_authors: "show",
    unlinked_commits: "pusher_answers",
    outside_contributors: "flag",
    bots: [
      { app: "dependabot", id: 49699333, sponsor: "none" },
      { app: "copilot", id: 198982749, sponsor: "requester" },
    ],
    unknown_bots: "flag",
    show_people: { private: "names", internal: "counts", public: "counts" },
  },
  access: { level: "merge_gate", teams: [], machines: [] },
  cap: { removals_per_run: 5, newly_blocked: "10%" },
  waivers: { longest: "180d", approvers: {} },
  roles: { admin: {} },
  records: DEFAULT_RECORDS,
});
