import { many } from "../../domain/many.ts";

/** Step by step to blocking, and what a change would do before it is made. */
export const rolloutTexts = {
  title: "Rollout",
  intro:
    "Step by step, so that nobody is surprised. Try a change of the policy before you merge it: trying changes nothing. Courses that wait are put in force here.",
  nextStep: (title: string) => `Your next step: ${title.toLowerCase()}`,
  allDone: "All steps are done",
  allDoneText: "Every repository inside the boundary blocks. What you change next, try below before you merge it.",
  steps: "How far you are",
  stepState: { done: "Done", next: "Next", later: "Later" },
  step: {
    scope: {
      title: "Say what it covers",
      how: "Say in the policy, under boundary: and scopes:, which repositories belong to the audited system.",
      act: "See which are covered",
    },
    roster: {
      title: "Bring the roster",
      how: "Employees, contractors and suppliers, as their systems tell them. Rules by role need it, and auditors ask for it.",
      act: "Send a roster file",
    },
    observe: {
      title: "Observe",
      how: "In observe everything is decided and logged, and nothing is seen on GitHub.",
      act: "See who would be asked",
    },
    preview: {
      title: "Try the next mode",
      how: "Put mode: flag into the policy below and see who would be asked.",
      act: "Try it below",
    },
    flag: {
      title: "Flag",
      how: "Merge it: each pull request then says what is missing, and everything still merges. Give people time to train.",
      act: "Try it below",
    },
    block: {
      title: "Block",
      how: "Repository by repository, by scopes: with mode: block. Look first that the check is required there.",
      act: "See the repositories",
    },
  },
  covered: (inside: number, outside: number) =>
    `${many(inside, "repository", "repositories")} inside the boundary, ${outside} outside`,
  onRoster: (people: number) => (people === 0 ? "Nobody is on it yet" : `${many(people, "person", "people")} on it`),
  observed: ({ open, blocked, withoutVerdict }: { open: number; blocked: number; withoutVerdict: number }) =>
    `${many(open, "open pull request", "open pull requests")}, ${withoutVerdict} without a verdict yet, ${blocked} held back now`,
  modes: (observe: number, flag: number, block: number) => `${observe} observe, ${flag} flag, ${block} block`,
  noPolicy: "No policy is in force yet.",
  policy: "Try a policy",
  file: "The policy file as you mean to merge it",
  fileHint:
    "The organisation's .github/app.yml, or the deployment's app.yml. It is decided on every open pull request, as things are now, and not kept.",
  example: "enforcement:\n  mode: observe\n",
  preview: "Show what it would change",
  result: "If you merge this",
  unusable: "This file cannot be used",
  problem: (line: number, path: string, message: string) => `Line ${line}: ${path === "" ? "" : `${path} `}${message}.`,
  sentence: (blocked: number, open: number, people: number) =>
    blocked === 0
      ? `None of ${many(open, "open pull request", "open pull requests")} would newly block.`
      : `${blocked} of ${many(open, "open pull request", "open pull requests")} would newly block, for ${many(people, "person", "people")}.`,
  undecided: (count: number) => `Of ${count} more it cannot be told now: GitHub or our records did not answer.`,
  held: (cap: number) =>
    `That is over the cap of ${cap}%: it would wait for an administrator, and what is in force would stay so.`,
  repositories: "Table: repositories where something changes",
  repositoryColumns: ["Repository", "Newly blocked", "Newly open", "Cannot be told"],
  people: "Table: people for whom something changes",
  peopleColumns: ["Who", "Newly", "Needs", "Pull requests"],
  newly: { withheld: "blocked", asked: "asked, and merges" },
  more: (count: number) => `and ${count} more`,
  content: "Courses that wait",
  nothingStaged: "None: what lies in the content folder is in force.",
  stagedIntro:
    "A new major or minor version is not asked of anybody before somebody puts it in force. It then holds in every organisation that this instance serves.",
  ifPublished: "If all of them are put in force",
  choose: "Put in force",
  staged: (course: string, inForce: string, staged: string | null) =>
    staged === null
      ? `${course}: withdraw ${inForce}, since its folder is gone`
      : `${course} ${staged}, in place of ${inForce}`,
  reasonHint: "Kept here, and read by auditors. The gate log keeps a digest of it.",
  publish: "Put in force now",
  onlyAdmins: "An administrator may put them in force.",
} as const;
