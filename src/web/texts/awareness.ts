const many = (count: number, one: string, more: string) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

/** What keeps people aware beside their training. */
export const awarenessTexts = {
  title: "Awareness",
  intro:
    "Newsletters, simulations, drills and what people reported: tracked apart from training, and asked for by no gate. Files come in by `training-gate awareness import`.",
  ready: "Ready to send",
  noneReady: "There is nothing in `content/awareness/`.",
  look: "Look at it, and send it",
  list: "What was done",
  none: "Nothing is found with that.",
  search: "Title",
  show: "Show",
  all: "All",
  kinds: {
    newsletter: "Newsletters",
    reminder: "Reminders",
    phishing: "Simulations",
    drill: "Drills",
    session: "Sessions",
  },
  kind: { newsletter: "Newsletter", reminder: "Reminder", phishing: "Simulation", drill: "Drill", session: "Session" },
  methods: {
    classroom: "classroom",
    online: "online",
    campaign: "campaign",
    simulation: "simulation",
    "on-the-job": "on the job",
  },
  reach: (audience: number, covered: number | null, roster: number) =>
    covered === null
      ? `${many(audience, "person", "people")} took part`
      : `for ${many(audience, "person", "people")}, reached ${covered} of ${roster} on the roster`,
  delivered: (delivered: number, undeliverable: number) =>
    undeliverable === 0 ? `delivered to ${delivered}` : `delivered to ${delivered}, undeliverable to ${undeliverable}`,
  outcomes: (reported: number, clicked: number, submitted: number) =>
    `${reported} reported it, ${clicked} followed the link, ${submitted} handed over data`,
  fewer: "fewer than 5 people: what they did is not told",
  digest: "SHA-256 of the text: ",
  more: "Older",
  csv: "Download as CSV",
  imports: "Files",
  noImports: "No file has come in yet.",
  file: (kind: string, rows: number, rejected: number, known: number) =>
    `${kind}: ${many(rows, "new line", "new lines")}, ${rejected} rejected, ${known} known before`,
  unmatched: (count: number) => `${many(count, "recipient", "recipients")} on no roster`,
  importKinds: { phishing: "Results of a simulation", incidents: "Incidents", drills: "Drills" },
  recordIncidents: "Count incidents that people reported",
  recordHeld: "Record a drill or a session",
  on: "Day",
  reports: "How many",
  minutes: "Minutes until it was reported",
  minutesHint: "Of a single report, if you know it.",
  what: "What it was",
  type: "Type",
  method: "Method",
  participants: "How many took part",
  record: "Record",
  send: {
    audience: (audience: number, roster: number) =>
      `It goes to ${many(audience, "person", "people")}. The roster names ${roster}.`,
    withoutAddress: (count: number) => `Of ${many(count, "person", "people")} no address is known.`,
    sent: "It was sent before, last on ",
    reached: (count: number) => `This text has reached ${many(count, "person", "people")} of them.`,
    open: "It is on its way. That takes some minutes.",
    again: "Send it to those whom it has not reached",
    now: "Send it",
    text: "The text",
    quiz: "Three questions stand beside it, on its page.",
  },
  page: {
    quiz: "Three questions",
    quizIntro: "For yourself, and to see where the next newsletter should help. Nobody passes or fails.",
    question: (number: number) => `Question ${number} of 3`,
    hand: "Hand in",
    incomplete: "Please answer all three questions.",
    answered: "Your answers",
    chosen: "You chose: ",
    right: "Right.",
    wrong: "Not quite.",
    better: "Better: ",
  },
} as const;

/** Whether it works. */
export const effectivenessTexts = {
  title: "Effectiveness",
  intro:
    "First attempts, never the final pass rate: with enough tries nearly everybody passes. Of fewer than five people nothing is told.",
  fewer: "fewer than 5",
  none: "There is nothing to tell of this period yet.",
  first: (course: string) => `First attempts that passed: ${course}`,
  firstDescribe: (course: string, months: number, newest: number) =>
    `${course}: ${many(months, "figure", "figures")} by month and quiz. The newest is ${newest}%. A line ends where a version began.`,
  pass: "passed at the first attempt",
  resultsTable: "First attempts by month",
  resultColumns: ["Month", "Course", "Version", "Quiz", "First attempts", "Passed", "Median score"],
  objectives: "By objective",
  objectiveColumns: ["Month", "Course", "Version", "Objective", "First attempts", "Median score"],
  simulations: "Simulated phishing",
  simulationChart: "Who reported it, and who followed the link",
  simulationDescribe: (count: number) =>
    `${many(count, "simulation", "simulations")} of five people or more, by the day on which it was sent.`,
  reportRate: "reported it",
  clickRate: "followed the link",
  simulationColumns: [
    "Day",
    "Simulation",
    "Recipients",
    "Reported",
    "Median minutes",
    "Followed the link",
    "Handed over data",
  ],
  groups: "By department",
  groupColumns: ["Simulation", "Department or source", "Recipients", "Reported", "Followed the link"],
  untold:
    "A department is left out where it has fewer than five people, or where its figures would let theirs be found by subtraction.",
  incidents: "Incidents that people reported",
  incidentColumns: ["Month", "Reports", "Median minutes to report"],
  items: "Questions",
  itemsIntro:
    "Difficulty is the share that was right at the first attempt; discrimination is the correlation of being right here with the rest of the paper. Flags ask for a look, and prove nothing.",
  itemColumns: ["Question", "Version", "Answers", "Difficulty", "Discrimination", "Chosen", "Flags"],
  onlyFlagged: "Flagged alone",
  allItems: "All questions",
  itemsCsv: "Download as CSV",
  flags: {
    "too-easy": "too easy (over 0.95)",
    "too-hard": "too hard (under 0.3)",
    "does-not-tell-apart": "does not tell apart (under 0.15)",
    "unused-distractor": "an option that nobody takes",
  },
  micro: "Micro-quizzes",
  microColumns: ["Newsletter", "Question", "Answers", "Right"],
  search: "Question or course",
} as const;
