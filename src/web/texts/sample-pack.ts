/** Of the page that lies in a sample pack. */
export const samplePackTexts = {
  title: (report: string) => `Sample of ${report}`,
  lead: (organisation: string, asOf: string) =>
    `Drawn from the records of ${organisation} as of ${asOf}. Everything that this page links to lies beside it.`,
  clauses: "1. What it is evidence for",
  toReport: (report: string) => `Go on to ${report}`,
  period: "Period",
  between: (from: string, to: string) => `from ${from} on, and before ${to} (UTC)`,
  query: "How its rows are found",
  population: "Population",
  rowsOf: (count: number) => (count === 1 ? "1 row" : `${count} rows`),
  hash: "SHA-256 of the population",
  drawn: "Drawn",
  drawnAs: (drawn: number, asked: number, seed: string) =>
    `${drawn} of ${asked} asked for, with the seed ${JSON.stringify(seed)}`,
  method: "Method",
  redo: "Draw it again with your own shell",
  rows: "2. The rows",
  rowsHint:
    "Each opens to what the report says of it, to the entry of the gate log that it rests on, and to its proof. Columns that are empty are left out here; the files have them.",
  line: (line: number, text: string) => `Line ${line}: ${text}`,
  entry: (seq: number) => `Entry ${seq} of the gate log`,
  proof: "Its proof",
  noEntry: "This row rests on no single entry of the gate log.",
  notCovered:
    "The entry is younger than the newest checkpoint, so there is no proof of it yet. Draw the sample again later.",
  notSigned: "Nothing was signed yet, so there are no proofs. Draw the sample again after the first checkpoint.",
  people: "3. Who the people in these entries are",
  peopleHint:
    "The log names people by random ids. This is what was committed to; identities.jsonl has the salts to check it. An erased person is not here.",
  check: "4. Check it yourself",
  key: "Take the key of the log from where you were given it before, and not from this pack: compare log.vkey with it. This is the checkpoint that all proofs lead to:",
} as const;
