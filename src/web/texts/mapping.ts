/** The control mapping, and the page that says which risk is met by which module. */
export const mappingTexts = {
  controls: {
    title: "Control mapping",
    intro:
      "Which clause asks for what, and what of this programme answers it. In our own words: read the clause itself before you rely on a line.",
    none: "No clause is mapped: the content has no controls.yml.",
    columns: ["Clause", "What it asks for", "What it supports here", "Evidence", "Taught in"],
    gateOnly: "Answered by the gate and its log, not by a course.",
    wholeCourse: (title: string) => `${title}, all modules`,
    modules: "By module",
    modulesIntro: "What each module is mapped to.",
    moduleColumns: ["Module", "OWASP category", "CWE", "Clauses"],
    toRisks: "Which risk is met by which module",
  },
  overview: {
    title: "Control overview",
    intro:
      "Clause by clause: what it asks for, what stands here for it, the figure of now, and what is missing. In our own words: read the clause itself before you rely on a line.",
    limits:
      "This app trains people, gates merging and access on GitHub, and keeps the record. Hiring, the evaluation of people and what leadership does are outside of it: training alone closes neither A.6.3 nor CC1.4.",
    toMapping: "What is taught for which clause",
    now: "Now",
    current: "Of the people who are asked, current",
    grace: "In grace",
    missing: "Missing something",
    of: (count: string, all: string) => `${count} of ${all}`,
    lastReview: "Last signed review",
    dueReview: "Review to be signed by",
    nextReview: "Next review opens",
    never: "none yet",
    clauses: "Clauses",
    outside: "Not covered here: ",
  },
  risks: {
    title: "Curriculum and risks",
    intro: "Which risk is met by which module. To be reviewed at least once a year.",
    none: "No risk is listed: the content has no risks.yml.",
    example:
      "This is the example that comes with training-gate. Put your own risks in its place, with a risks.yml in CONTENT_EXTRA.",
    reviewed: "Reviewed on ",
    by: (name: string) => ` by ${name}`,
    never: "Nobody has said yet that they reviewed it.",
    columns: ["Risk", "Met by"],
    rest: "Taught, and named by no risk above",
    toControls: "Which clause is answered by what",
  },
} as const;
