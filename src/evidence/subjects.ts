export interface NamedSubject {
  readonly subject: string;
  readonly identity_commitment: string;
}

/** Everybody whom an entry names by a random id and a commitment, wherever in it. */
export function namedIn(body: string): readonly NamedSubject[] {
  return [...walk(JSON.parse(body))];
}

/** Their random ids, each once. */
export function subjectsIn(body: string): readonly string[] {
  return [...new Set(namedIn(body).map(({ subject }) => subject))];
}

function* walk(value: unknown): Generator<NamedSubject> {
  if (typeof value !== "object" || value === null) return;
  if (isNamed(value)) yield value;
  for (const part of Object.values(value)) yield* walk(part);
}

function isNamed(value: object): value is NamedSubject {
  return (
    "subject" in value &&
    typeof value.subject === "string" &&
    "identity_commitment" in value &&
    typeof value.identity_commitment === "string"
  );
}
