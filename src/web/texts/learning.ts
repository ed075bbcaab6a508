/** Courses that have a quiz for each module, renewals, and what a new version changed. */
export const learningTexts = {
  perModule: (modules: number, draw: number, passMark: number) =>
    `${modules} modules, each with its own quiz of ${draw} questions · ${passMark}% to pass`,
  minutesEach: (minutes: string) => `${minutes} a module`,
  oneByOne: {
    heading: "One module at a time",
    text: "Each module ends in a short quiz. What you have passed is kept, so you can stop after any of them; when all are passed, one signature completes the course.",
  },
  underWay: (passed: number, of: number) => `${passed} of ${of} modules passed.`,
  goOn: "Go on with the next module",
  changed: (titles: readonly string[]) =>
    `A new version came since you finished this course. A short quiz on what changed brings you up to date: ${titles.join(", ")}.`,
  changedAll: "A new version came since you finished this course. A short quiz brings you up to date.",
  whatChanged: (questions: number) =>
    questions === 1 ? "Take the quiz: one question" : `Take the quiz: ${questions} questions`,
  renew: (questions: number) => `Renew: ${questions} questions`,
  askedAgain: (missed: number) =>
    missed === 1
      ? "Your renewal is passed. One thing that it missed is asked once more."
      : `Your renewal is passed. ${missed} things that it missed are asked once more.`,
  again: (missed: number) => (missed === 1 ? "Answer one more question" : `Answer ${missed} more questions`),
  byBefore: "There is time until ",
  byAfter: "; until then nothing waits for it.",
  follows: "What follows, in your own time",
  later: "It follows when the courses before it are done.",
  dueRequired: "Required later",

  moduleState: {
    "not-started": "To do",
    "attempt-open": "Quiz under way",
    "cooling-down": "Next try later",
    "may-retry": "Not passed yet",
    passed: "Passed",
    reopened: "Changed since",
  },
  moduleText: {
    "not-started": "You can take its quiz whenever you are ready, also without reading.",
    "attempt-open": "Your quiz is open. What you saved is kept.",
    "may-retry": "The last try did not pass. You can try again now, with other questions.",
    reopened: "You had passed this module, and a new version has changed it: its quiz is open again.",
  },
  passedBefore: "Passed on ",
  moduleQuiz: "The quiz of this module",
  toModuleQuiz: "To the quiz, past the text",
  takeModuleQuiz: "Take this module’s quiz",
  moduleWhenReady: (count: number) => `${count} questions on this module.`,
  read: (title: string) => `Next: ${title}`,

  quizTitle: {
    renewal: (course: string) => `Renewal: ${course}`,
    delta: (course: string) => `What is new: ${course}`,
    again: (course: string) => `Once more: ${course}`,
  },
  againIntro: (count: number) =>
    count === 1
      ? "One question on what your renewal missed. If it is not right yet, another comes, without a wait."
      : `${count} questions, one on each thing that your renewal missed. What is not right yet comes again, without a wait.`,
  againScore: (right: number, of: number) => `${right} of ${of} right.`,
  againTitle: { passed: "All of it is right now", failed: "Nearly there" },
  toRead: "Read, then answer once more",
  toReadWhere: " · read about it: ",

  history: {
    title: "History",
    lead: "Everything that you took and finished here, the newest first.",
    none: "There is nothing here yet.",
    date: "Date",
    course: "Course",
    what: "What",
    method: "How",
    score: "Score",
    result: "Result",
    version: (version: string) => `version ${version}`,
    attempt: {
      course: "Quiz",
      module: "Module quiz",
      renewal: "Renewal quiz",
      again: "What was missed",
      delta: "Quiz on what changed",
    },
    completion: { course: "Course completed", renewal: "Course renewed", delta: "Brought up to date" },
    methods: {
      quiz: "Quiz",
      import: "Imported",
      classroom: "Classroom",
      simulation: "Simulation",
      "on-the-job": "On the job",
    },
    passed: "Passed",
    failed: "Not passed",
    open: "Not handed in",
    signed: "Signed",
    unsigned: "To sign",
    percent: (score: number) => `${score}%`,
    noScore: "–",
    see: "See the result",
    seeOf: (what: string, course: string) => `See the result: ${what}, ${course}`,
  },

  certificate: {
    link: "Certificate",
    title: "Certificate of completion",
    awarded: "This is to say that",
    completed: "has completed the training",
    signature: "and has signed for it on ",
    course: "Course",
    version: "Version",
    digest: "SHA-256 of its text",
    completedOn: "Completed on",
    score: "Score",
    method: "How",
    valid: "Valid",
    from: "from ",
    until: " to ",
    noEnd: " on, without end",
    replacedBy: (version: string) => `; version ${version} has taken its place since, and asks for the course again`,
    id: "Completion",
    verify: "How to check this",
    verifyText: (log: string) =>
      `The completion stands in the access-gating log of ${log} under the number above, with its course, version and digest. Ask the people who run it for the entry and its proof (training-gate log show, training-gate log prove), and hold the proof against the log’s checkpoint, which anybody may read:`,
    print: "Use your browser’s print command: it fits one page.",
  },
} as const;
