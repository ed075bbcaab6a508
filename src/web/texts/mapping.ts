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
