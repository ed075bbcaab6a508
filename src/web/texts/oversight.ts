import { many } from "../../domain/many.ts";
import { rolloutTexts } from "./rollout.ts";

/** What administrators and auditors look at: the overview, people, repositories, the policy, and jobs. */
export const oversightTexts = {
  parts: {
    people: { title: "People", text: "Who has which training, and what is missing." },
    repositories: { title: "Repositories", text: "What happens in each, and whether GitHub requires the check there." },
    policy: { title: "Policy", text: "What is in force, in plain sentences, with the file and line that says it." },
    policies: {
      title: "Policies",
      text: "The training policy as it reads, its approval, and who accepted which policy.",
    },
    controls: {
      title: "Controls",
      text: "Clause by clause what is asked, what stands for it, and what is missing.",
    },
    reviews: {
      title: "Reviews",
      text: "The periodic look at the programme as a whole: what was found, who signed it, and what is due.",
    },
    roster: {
      title: "Roster",
      text: "Who is to be trained, as files of other systems tell it, and whose account is whose.",
    },
    awareness: {
      title: "Awareness",
      text: "Newsletters, simulations, drills, and what people reported.",
    },
    effectiveness: {
      title: "Effectiveness",
      text: "First attempts, simulated phishing, and which questions are worth a look.",
    },
    holds: { title: "Waiting access", text: "Whose access waits for training, since when, and whether they know." },
    teams: { title: "Teams", text: "In which teams a seat waits for training, and what else manages one." },
    forecast: { title: "Forecast", text: "Whose training ends in the weeks ahead." },
    rollout: { title: "Rollout", text: "What a change would do before it is made: of the policy, and of courses." },
    jobs: { title: "Jobs and deliveries", text: "What went wrong, and what is tried again." },
  },
  audit: {
    title: "Audit",
    text: "The gate log with its proofs, reports, samples, and what is missing for each clause.",
  },
  allParts: "All parts",
  groups: {
    people: "People and access",
    rules: "Rules, and how they work",
    programme: "The programme",
    exceptions: "Exceptions",
    evidence: "Evidence",
  },
  mapping: {
    controls: { title: "Control mapping", text: "Which clause of which framework is answered by what." },
    risks: { title: "Curriculum and risks", text: "Which risk is met by which module." },
  },
  chooseOrganisation: "Organisations",
  paging: "Pages",
  previous: "Previous page",
  next: "Next page",
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  search: "Search",
  show: "Show",
  all: "All",
  csv: "Download as CSV",
  none: "Nothing is found with that.",
  since: "Since ",
  looked: "Looked at on ",

  overview: {
    intro: "Where the organisation stands, and what waits for somebody.",
    now: "Now",
    coverage: "Is the gate real?",
    noCoverage: "Nobody has looked yet. The server looks once a day, and `training-gate doctor` looks now.",
    seeRepositories: "See the repositories",
    waits: "What waits for an administrator",
    nothingWaits: "Nothing waits.",
    pulls: "Pull requests",
    pullCounts: (open: number, blocked: number, undecided: number, without: number) =>
      [
        `${open} open`,
        `${blocked} ${blocked === 1 ? "waits" : "wait"} for training`,
        ...(undecided > 0 ? [`${undecided} could not be decided`] : []),
        ...(without > 0 ? [`${without} without a verdict yet`] : []),
      ].join(" · "),
    people: "People",
    held: "A change of the policy is held: it would block more open pull requests than the cap allows",
    problem: "The organisation's newest policy file cannot be used, so the one before it stays in force",
    waivers: (count: number) => `${many(count, "waiver waits", "waivers wait")} for approval`,
    breakGlass: (count: number) =>
      `${many(count, "break-glass use waits", "break-glass uses wait")} for approval or review`,
    imports: (count: number) => `${many(count, "import waits", "imports wait")} for approval`,
    stoppedRuns: (count: number) =>
      `${many(count, "run was", "runs were")} stopped by a limit, and ${count === 1 ? "waits" : "wait"} for an answer`,
    unreached: (count: number) =>
      `Nobody was told of ${many(count, "seat that waits", "seats that wait")}: no notice arrived`,
    holds: (count: number, since: string) =>
      `${many(count, "seat waits", "seats wait")} for training, ${count === 1 ? "since" : "the oldest since"} ${since}`,
    overdueReviews: (count: number) => `${many(count, "review is", "reviews are")} overdue`,
    signedReviews: (count: number) =>
      `${many(count, "review is signed, and waits", "reviews are signed, and wait")} for approval`,
    draftPolicies: "The newest version of the training policy waits for approval",
    unmatched: (count: number) => `${many(count, "person", "people")} on the roster without a GitHub account`,
    jobs: (count: number) =>
      `${many(count, "job failed", "jobs failed")} and ${count === 1 ? "is" : "are"} tried again or given up`,
    staged: (course: string, inForce: string, staged: string | null) =>
      staged === null
        ? `${course} is in force as ${inForce}, and its folder is gone: withdraw it, or bring the folder back`
        : `${course} ${staged} is staged; ${inForce} is in force`,
  },

  state: { missing: "Missing", grace: "In grace", current: "Current", "not-asked": "Not asked" },
  people: {
    title: "People",
    intro:
      "Everybody who has access to a repository that the policy covers, and where they stand with all that they would need to open pull requests there. Waivers for single repositories are not counted.",
    login: "Login, or a part of it",
    show: "Show",
    everybody: "Everybody",
    count: (count: number) => many(count, "person", "people"),
  },
  person: {
    status: "Now",
    noAccess: "Has no access in this organisation now.",
    notAsked: "No rule asks them for anything where they have access.",
    alsoKnown: "Also known as ",
    until: " until ",
    waived: "by a waiver",
    lacks: (courses: string) => `Still to do: ${courses}`,
    completions: "Completions",
    noCompletions: "None yet.",
    completed: "Completed on ",
    signed: ", signed on ",
    unsigned: ", not signed yet",
    score: (score: number) => ` · ${score}%`,
    methods: {
      quiz: "by quiz",
      import: "from another system",
      classroom: "in a classroom",
      simulation: "by simulation",
      "on-the-job": "on the job",
    },
    waivers: "Waivers",
    noWaivers: "None.",
    decisions: "Latest decisions on their open work",
    noDecisions: "None yet.",
    outcomes: { allow: "Let through", flag: "Pointed out", withhold: "Withheld", undecided: "Could not be decided" },
    mode: (mode: string) => `mode ${mode}`,
    access: "Access",
    accessHistory: "See every change of their access, with what told it and when",
  },

  repositories: {
    title: "Repositories",
    intro: "By the policy in force today. What GitHub requires is as the newest look found it.",
    name: "Name, or a part of it",
    count: (count: number) => many(count, "repository", "repositories"),
    outside: "Outside of the boundary: nothing is asked there",
    shows: { block: "Block", flag: "Flag", observe: "Observe", outside: "Outside", hole: "Something is wrong" },
    archived: "archived",
    scope: (place: number | null) => (place === null ? "the policy's own mode" : `scope ${place}`),
    from: (day: string) => `from ${day}`,
    until: (day: string) => `until the end of ${day}`,
    changes: (day: string) => `changes on ${day}`,
    mode: { observe: "Observe", flag: "Flag", block: "Block" },
    required: {
      pinned: "Required, and pinned to this app",
      "by-anybody": "Required, but anybody who may write a status can set it",
      no: "Not required",
      unknown: "Not looked at yet",
    },
    check: "Check: ",
    heads: (open: number, answered: number) =>
      open === 0
        ? "no open pull request"
        : `${many(open, "open head", "open heads")}, ${answered === open ? "all answered" : `${open - answered} without a verdict`}`,
  },

  policy: {
    title: "Policy",
    none: "No policy is in force yet. Until one is, nothing is decided.",
    intro: "What is in force, sentence by sentence, with the place that says it.",
    digest: "SHA-256: ",
    read: "file last read on ",
    problem: "A newer file cannot be used",
    problemText: (problem: string) =>
      `${problem}. What was in force before stays so. The check on the pull request that brought it names each line.`,
    held: "A change is held",
    heldText: (blocked: number, open: number, cap: number) =>
      `It would newly block ${blocked} of ${open} open pull requests, and the cap is ${cap}%. What is in force stays so until an administrator lets the change in, or the file is mended.`,
    heldSince: "Held since ",
    heldDigest: "Held policy, SHA-256: ",
    see: "See whom it touches: put the changed file into the form under Rollout.",
    release: "Let it in",
    releaseHint: "Kept here, and read by auditors. The gate log keeps a digest of it.",
    releaseButton: "Let the held policy in",
    onlyAdmins: "An administrator may let it in.",
  },

  rollout: rolloutTexts,
  jobs: {
    title: "Jobs and deliveries",
    deliveries: "Deliveries from GitHub",
    newest: "The newest one came on ",
    noDelivery: "None came yet.",
    again:
      "What GitHub could not hand over is asked for again every ten minutes, and every hour everything is compared.",
    listDeliveries: "Which ones failed, as GitHub lists them now",
    noHoles: "The newest look found nothing wrong with deliveries.",
    notLooked: "Nobody has looked yet whether deliveries fail: run training-gate doctor.",
    jobs: "Jobs that failed",
    none: "None. Everything that was to be done is done, or is on its way.",
    states: { failed: "Given up", retry: "Tried again", active: "Being tried" },
    tries: (count: number) => `failed ${count === 1 ? "once" : `${count} times`}`,
    filed: "filed on ",
    next: "next try on ",
    retry: "Try now",
    failed: {
      title: "Failed deliveries",
      intro:
        "What GitHub could not hand over in the last three days, as it lists it now, and of that the newest 100; it forgets older ones. What did not come by another attempt is asked for again every ten minutes.",
      none: "None.",
      unreadable: "GitHub's list could not be read",
      arrived: "Came later",
      lost: "Not come yet",
      at: "tried on ",
      redeliver: "Send again now",
      redeliverNamed: (event: string, guid: string) => `Send again now: ${event} ${guid}`,
    },
    hooks: {
      title: "Other systems that were not told",
      intro: "What a hook does not take is tried again, once an hour in the end, and after three days not any more.",
      tried: "Tried again",
      givenUp: "Given up",
      waiting: (count: number) => `${many(count, "person", "people")} to be told of`,
      since: "since ",
      mended: "Once it answers again, this sends everything that was given up:",
    },
    retryNamed: (queue: string, about: string) => `Try now: ${queue} ${about}`,
  },
} as const;
