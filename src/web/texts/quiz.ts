/** The quiz, before and after it is graded. */
export const quizTexts = {
  title: (course: string) => `Quiz: ${course}`,
  try: (number: number) => `Try ${number}`,
  intro: (count: number, passMark: number) =>
    `${count} questions, ${passMark}% to pass. There is no time limit: save, leave and come back as you like.`,
  mustPass: "Some questions must be right, whatever the score. The result says which ones.",
  question: (number: number, count: number) => `Question ${number} of ${count}`,
  short: (number: number) => `Question ${number}`,
  single: "Choose one answer.",
  multiple: "Choose every answer that is right.",
  save: "Save",
  submit: "Hand in",
  answered: (answered: number, count: number) => `${answered} of ${count} answered and saved`,
  unanswered: {
    heading: (count: number) =>
      count === 1 ? "One question has no answer yet" : `${count} questions have no answer yet`,
    text: "Everything that you chose is saved. Answer them, or hand in as it is: a question without an answer counts as wrong.",
    nothing: {
      heading: "Nothing is answered yet",
      text: "Your quiz is still open. Choose your answers, then hand in; handed in as it is, every question counts as wrong.",
    },
    start: "To the first question",
    list: "Unanswered questions",
    one: "This question has no answer yet.",
  },
} as const;

export const closedTexts = {
  title: "This quiz is closed",
  text: "The course has changed since it was drawn, or a later quiz took its place. It counts for nothing, and you need not wait.",
} as const;

export const resultTexts = {
  title: { passed: "Passed", failed: "Not passed yet" },
  score: (score: number, passMark: number) => `Your score is ${score}%. ${passMark}% is needed.`,
  mustPass: (count: number) =>
    count === 1
      ? "One question that must be right was answered wrong. Without it no score passes."
      : `${count} questions that must be right were answered wrong. Without them no score passes.`,
  mayRetry: "Read what you missed, below, then try again. You can do so now; the next quiz has other questions.",
  readAgain: "Worth reading",
  missedHere: (count: number) => (count === 1 ? "1 question missed" : `${count} questions missed`),
  objective: (text: string) => ` · ${text}`,
  sign: "One thing is left: read the statement and sign it.",
  missed: (count: number) => (count === 1 ? "One question to look at again" : `${count} questions to look at again`),
  nothingMissed: "Every answer was right",
  reasons: "Read the reasons",
  right: (count: number) => (count === 1 ? "One answer was right" : `${count} answers were right`),
  reworded: (count: number) =>
    count === 1
      ? "One question is not shown, because the course has changed its wording since."
      : `${count} questions are not shown, because the course has changed their wording since.`,
  mustPassLabel: "Must be right",
  readModule: "Read about it: ",
  option: {
    "right-chosen": "Right, and you chose it",
    "right-missed": "Right, and you did not choose it",
    "wrong-chosen": "Not right, and you chose it",
    "wrong-left": "Not right",
  },
} as const;
