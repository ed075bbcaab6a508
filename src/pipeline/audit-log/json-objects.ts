/** The text of one object, and the line that it begins in. */
export interface ObjectText {
  readonly line: number;
  readonly text: string;
}

/** Why a file cannot be read, and where. */
export class JsonFileProblem extends Error {
  override readonly name = "JsonFileProblem";
  readonly line: number;

  constructor(line: number, reason: string) {
    super(reason);
    this.line = line;
  }
}

/** An event is a thousand characters or two: what goes on for so long was never closed. */
const LONGEST = 1_000_000;
const ENDLESS = "the event that begins here does not end";

/**
 * The objects of a file that is a JSON array of them, or has one a line, without ever holding more than one. What stands
 * between them is checked, what stands in them is not: they are still to be parsed.
 */
export async function* jsonObjects(chunks: AsyncIterable<string>): AsyncIterable<ObjectText> {
  const reader = createReader();
  for await (const chunk of chunks) {
    for (const character of chunk) {
      const object = reader.take(character);
      if (object) yield object;
    }
  }
  reader.end();
}

interface Open {
  readonly line: number;
  readonly depth: Depth;
  readonly text: string;
}

function createReader() {
  const between = createBetween();
  let line = 1;
  let open: Open | null = null;

  function takeInside(character: string, { line: begun, depth, text }: Open): ObjectText | null {
    if (text.length >= LONGEST) throw new JsonFileProblem(begun, ENDLESS);
    const isOver = depth(character) === 0;
    open = isOver ? null : { line: begun, depth, text: text + character };
    return isOver ? { line: begun, text: text + character } : null;
  }

  return {
    /** The object that ends with this character. */
    take(character: string): ObjectText | null {
      if (open === null && between(character, line)) open = { line, depth: createDepth(), text: "" };
      const object = open === null ? null : takeInside(character, open);
      if (character === "\n") line += 1;
      return object;
    },
    end(): void {
      if (open !== null) throw new JsonFileProblem(open.line, ENDLESS);
    },
  };
}

/** True where an object begins with this character. */
function createBetween(): (character: string, line: number) => boolean {
  let isFirst = true;
  let inArray = false;
  return (character, line) => {
    if (/[\s\ufeff]/.test(character)) return false;
    if (isFirst && character === "[") inArray = true;
    else if (character !== "{" && !(inArray && /[,\]]/.test(character)))
      throw new JsonFileProblem(line, `${JSON.stringify(character)} stands where an event should begin`);
    isFirst = false;
    return character === "{";
  };
}

/** How many brackets are open after this character; those in strings count for nothing. */
type Depth = (character: string) => number;

const STEP: Readonly<Record<string, number>> = { "{": 1, "[": 1, "}": -1, "]": -1 };

function createDepth(): Depth {
  let depth = 0;
  let inString = false;
  let escaped = false;
  return (character) => {
    if (escaped) escaped = false;
    else if (character === "\\") escaped = inString;
    else if (character === '"') inString = !inString;
    else if (!inString) depth += STEP[character] ?? 0;
    return depth;
  };
}
