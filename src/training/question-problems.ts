import type { QuestionEntry } from "./content-schema.ts";

export interface QuestionProblem {
  /** Within the question. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Option = QuestionEntry["options"][number];

// Shorter ones, a name or a number, stand in a question by chance.
const SHORTEST_GIVEAWAY = 12;
const ABOUT_OTHERS =
  /\b(?:all|none|both|neither|any|each|some) of (?:the|these|those)(?: \w+)? (?:above|below|options|answers)\b/i;

/** Faults that make a question unfair or worthless, whatever it asks (Haladyna, Downing and Rodriguez 2002). */
export function questionProblems(question: QuestionEntry): readonly QuestionProblem[] {
  return [...countProblems(question), ...optionProblems(question.options), ...giveawayProblems(question)];
}

function countProblems({ kind, options }: QuestionEntry): readonly QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  const path = ["options"];
  const correct = options.filter((option) => option.correct).length;
  if (kind === "single") {
    if (options.length !== 4)
      problems.push({ path, message: `a single question has 4 options, not ${options.length}` });
    if (correct !== 1) problems.push({ path, message: `a single question has one correct option, not ${correct}` });
    return problems;
  }
  if (options.length < 4 || options.length > 6) {
    problems.push({ path, message: `a multiple question has 4 to 6 options, not ${options.length}` });
  }
  if (correct < 2)
    problems.push({ path, message: `a multiple question has two or more correct options, not ${correct}` });
  if (correct > 0 && correct === options.length) problems.push({ path, message: "every option is correct" });
  return problems;
}

function optionProblems(options: readonly Option[]): readonly QuestionProblem[] {
  const texts = options.map((option) => normalise(option.text));
  return texts.flatMap((text, index) => {
    const path = ["options", index, "text"];
    const problems: QuestionProblem[] = [];
    if (texts.indexOf(text) < index) problems.push({ path, message: "two options say the same" });
    // Options are shuffled, so one that speaks of its neighbours means something else on every paper.
    if (ABOUT_OTHERS.test(text))
      problems.push({ path, message: "an option cannot speak of the others: they are shuffled" });
    return problems;
  });
}

/** A correct option that stands word for word in the question, where no wrong one does, answers it. */
function giveawayProblems({ text, options }: QuestionEntry): readonly QuestionProblem[] {
  const stem = normalise(text);
  const stands = (option: Option) => stem.includes(normalise(option.text));
  if (options.some((option) => !option.correct && stands(option))) return [];
  return options.flatMap((option, index) => {
    const gives = option.correct && normalise(option.text).length >= SHORTEST_GIVEAWAY && stands(option);
    return gives ? [{ path: ["options", index, "text"], message: "the question contains its answer" }] : [];
  });
}

function normalise(text: string): string {
  return text.toLowerCase().replaceAll(/[`*_]/g, "").replaceAll(/\s+/g, " ").replace(/[.!]$/, "").trim();
}
