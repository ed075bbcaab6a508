import type { Course, Module, Question } from "../../src/training/curriculum.ts";
import { digestQuestion } from "../../src/training/digest.ts";
import { UNSAID } from "../../src/training/organisation.ts";

interface Shape {
  /** Questions in each module. */
  readonly pools?: readonly number[];
  readonly per?: Course["quiz"]["per"];
  readonly draw?: number;
  readonly passMark?: number;
  readonly objectives?: number;
  /** Ids of must-pass questions, as `m0-q1`. */
  readonly mustPass?: readonly string[];
  /** Every n-th question is a multiple one; 0: none. */
  readonly multipleEvery?: number;
  readonly digest?: string;
}

/** A course made of numbers: module `m0` has the questions `m0-q0`, `m0-q1`, … which take its objectives in turn. */
export function aCourse(shape: Shape = {}): Course {
  const { pools = Array<number>(10).fill(8), per = "course", draw = 25, passMark = 80, digest = "d1" } = shape;
  return {
    id: "desk-work",
    layer: "baseline",
    title: "Desk work",
    version: "2.1.0",
    summary: "How to keep a desk.",
    quiz: { per, draw, passMark },
    attestation: { version: 1, statement: "I have read this myself." },
    modules: pools.map((count, index) => aModule(`m${index}`, count, shape)),
    expect: { words: null, questions: null, pairs: null },
    changes: [],
    organisation: UNSAID,
    digest,
  };
}

function aModule(id: string, count: number, shape: Shape): Module {
  const objectives = Array.from({ length: shape.objectives ?? 4 }, (_, index) => ({
    id: `o${index}`,
    text: `Do ${index}`,
    section: null,
  }));
  const questions = Array.from({ length: count }, (_, index) => aQuestion(id, index, objectives.length, shape));
  return {
    id,
    title: `Module ${id}`,
    category: null,
    cwe: [],
    objectives,
    further: [],
    markdown: "Text.",
    pairs: [],
    words: 1,
    questions,
  };
}

function aQuestion(module: string, index: number, objectives: number, shape: Shape): Question {
  const id = `${module}-q${index}`;
  const every = shape.multipleEvery ?? 4;
  const multiple = every > 0 && index % every === every - 1;
  const options = [0, 1, 2, 3].map((option) => ({
    text: `${id} option ${option}`,
    correct: option === index % 4 || (multiple && option === (index + 1) % 4),
    why: `Because of ${id} ${option}.`,
  }));
  const kind = multiple ? "multiple" : "single";
  return {
    id,
    module,
    objective: `o${index % objectives}`,
    kind,
    mustPass: shape.mustPass?.includes(id) ?? false,
    text: `What of ${id}?`,
    options,
    digest: digestQuestion({ kind, text: id, options }),
  };
}
