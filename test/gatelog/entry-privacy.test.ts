import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EntryDraft } from "../../src/gatelog/entry.ts";

/** Words under which a person or a text could come in. Commitments and digests end in what they are. */
const TELLS_SOMEBODY =
  /^(?:name|login|e?mail|address|typed_name|title|text|reason|note|notes|comment|message|answers?|options?|statement|ip|account|account_id|user|user_id|author|sha|head_sha|ref|branch|url)$/;

interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: unknown;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly maxLength?: number;
}

interface Field {
  readonly path: string;
  readonly key: string;
  readonly shape: Shape;
}

function* fieldsIn(shape: Shape, path: string): Generator<Field> {
  for (const inner of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) yield* fieldsIn(inner, path);
  if (shape.items) yield* fieldsIn(shape.items, `${path}[]`);
  for (const [key, inner] of Object.entries(shape.properties ?? {})) {
    yield { path: `${path}.${key}`, key, shape: inner };
    yield* fieldsIn(inner, `${path}.${key}`);
  }
}

describe("the format of the log's entries", () => {
  const schema = z.toJSONSchema(EntryDraft) as Shape;
  const types = schema.oneOf ?? schema.anyOf ?? [];
  const fields = types.flatMap((type) => [...fieldsIn(type, String(type.properties?.type?.const))]);

  it("is read whole", () => {
    expect(types.length).toBeGreaterThan(30);
    expect(fields.length).toBeGreaterThan(300);
  });

  it("has no place for a name, a login, an address, a text or an answer", () => {
    expect(fields.filter(({ key }) => TELLS_SOMEBODY.test(key)).map(({ path }) => path)).toEqual([]);
  });

  it("bounds every text, so that no story can be told in one", () => {
    const texts = fields.filter(({ shape }) => shape.type === "string" && shape.enum === undefined);
    const loose = texts.filter(
      ({ key, shape }) =>
        // A key is no text, and longer than one.
        !key.endsWith("vkey") &&
        shape.const === undefined &&
        shape.pattern === undefined &&
        shape.format === undefined &&
        (shape.maxLength ?? Number.POSITIVE_INFINITY) > 200,
    );
    expect(loose.map(({ path }) => path)).toEqual([]);
  });

  it("takes nothing that it does not know", () => {
    const objects = [...types, ...fields.map(({ shape }) => shape)].filter(
      ({ properties }) => properties !== undefined,
    );
    expect(objects.every(({ additionalProperties }) => additionalProperties === false)).toBe(true);
  });

  it("names an erased person by the random id alone", () => {
    const erased = types.find(({ properties }) => properties?.type?.const === "subject.erased");
    expect(Object.keys(erased?.properties ?? {})).toContain("subject");
    expect(Object.keys(erased?.properties ?? {})).not.toContain("identity_commitment");
  });
});
