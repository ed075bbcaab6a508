import type { z } from "zod";
import { type Contradiction, findContradictions } from "./contradictions.ts";
import { readYaml, type YamlFile } from "./document.ts";
import { DeploymentFile, keysAt, OrganisationFile } from "./file-schema.ts";
import { type LayeredPolicy, layerPolicies, type PolicyFile, positionIn } from "./layer.ts";
import { isGroup } from "./leaves.ts";
import { findManifestProblems, Manifest } from "./manifest.ts";
import { sentenceFor } from "./messages.ts";
import { nearest } from "./nearest.ts";
import { DeploymentPart } from "./policy.ts";
import { type Path, type Problem, pathText } from "./problem.ts";

export interface PolicyText {
  /** What the file is called in messages, such as `app.yml`. */
  readonly source: string;
  readonly text: string;
  /** Given for an organisation's file: what it stands on. Left out for the deployment's own. */
  readonly deployment?: PolicyFile;
}

export type ParsedPolicy =
  | (PolicyFile & { readonly ok: true; readonly manifest: Manifest })
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * One `app.yml`, read strictly: what is ok can be layered and enforced. Otherwise every problem is told at once, in the
 * order of the file; what can only be seen across sections is looked for in those that could be read.
 */
export function parsePolicy({ source, text, deployment }: PolicyText): ParsedPolicy {
  const yaml = readYaml({ source, text });
  if (yaml.value === undefined) return { ok: false, problems: yaml.problems };

  const schema = deployment ? OrganisationFile : DeploymentFile;
  const shape = schema.safeParse(yaml.value, { error: sentenceFor });
  const unfit = shape.success ? [] : shape.error.issues.flatMap((issue) => findingsOf(issue, schema));
  const { file, manifest } = readable(yaml, unfit);

  const problems = [
    ...yaml.problems,
    ...unfit.map((finding) => toProblem(yaml, finding)),
    ...findManifestProblems(manifest).map((finding) => toProblem(yaml, finding)),
    ...problemsAcross({ file, deployment, unread: sectionsOf(unfit) }),
  ];
  if (problems.length === 0) return { ok: true, ...file, manifest };
  return { ok: false, problems: problems.sort((one, other) => one.line - other.line || one.column - other.column) };
}

interface Finding extends Contradiction {
  /** What is wrong is the key itself, not what stands under it. */
  readonly ofKey?: true;
}

type Schema = typeof DeploymentFile | typeof OrganisationFile;

function findingsOf(issue: z.core.$ZodIssue, schema: Schema): Finding[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code === "invalid_key") return [{ path, message: issue.message, ofKey: true }];
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({
    ofKey: true,
    path: [...path, key],
    message: "is not a key that may stand here",
    remedy: remedyForKey(key, path, schema),
  }));
}

function remedyForKey(key: string, path: Path, schema: Schema): string {
  if (schema === OrganisationFile) {
    if (path.length === 0 && Object.hasOwn(Manifest.shape, key))
      return "The App's manifest stands in the deployment's own app.yml";
    if (path.length === 1 && key === "floor") return "Only the deployment's own app.yml may draw a floor";
  }
  const known = keysAt(schema, path);
  const meant = nearest(key, known);
  return `${meant === undefined ? "" : `Did you mean ${meant}? `}Known here: ${known.join(", ")}`;
}

function toProblem({ source, positions, keys }: YamlFile, { path, message, remedy, ofKey }: Finding): Problem {
  const text = pathText(path);
  const place = (ofKey && keys.get(text)) ?? positionIn({ positions }, path);
  return { source, ...place, path: text, message, ...(remedy === undefined ? {} : { remedy }) };
}

/** What is left of the file without what is unfit: sections, and keys of the manifest. */
function readable(
  yaml: YamlFile,
  unfit: readonly Finding[],
): { readonly file: PolicyFile; readonly manifest: Manifest } {
  const top = isGroup(yaml.value) ? yaml.value : {};
  const bad = new Set(unfit.map(({ path }) => path[0]));
  const unread = sectionsOf(unfit);
  const manifest = Object.entries(top).filter(([key]) => key !== "enforcement" && !bad.has(key));
  const sections = isGroup(top.enforcement) ? Object.entries(top.enforcement).filter(([key]) => !unread.has(key)) : [];
  return {
    manifest: Manifest.parse(Object.fromEntries(manifest)),
    file: {
      source: yaml.source,
      positions: yaml.positions,
      policy: DeploymentPart.parse(Object.fromEntries(sections)),
    },
  };
}

function sectionsOf(unfit: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    unfit.flatMap(({ path: [top, section] }) =>
      top === "enforcement" && section !== undefined ? [String(section)] : [],
    ),
  );
}

interface Across {
  readonly file: PolicyFile;
  readonly deployment: PolicyFile | undefined;
  readonly unread: ReadonlySet<string>;
}

function problemsAcross({ file, deployment, unread }: Across): Problem[] {
  const layered = deployment ? layerPolicies(deployment, file) : layerPolicies(file);
  const files = deployment ? [file, deployment] : [file];
  const contradictions = findContradictions(layered.policy, unread).map(({ path, message, remedy }) => ({
    ...placeOf(path, layered, files),
    path: pathText(path),
    message,
    ...(remedy === undefined ? {} : { remedy }),
  }));
  return deployment ? contradictions : [...contradictions, ...problemsBelowOwnFloor(file, layered)];
}

/** An organisation's file is held at the floor; a deployment's file that is below its own contradicts itself. */
function problemsBelowOwnFloor({ source, positions }: PolicyFile, { raised }: LayeredPolicy): Problem[] {
  return raised.map(({ path, asked, held, floor }) => {
    const place = positions.get(path) ?? { line: 1, column: 1 };
    return {
      source,
      ...place,
      path,
      message: `is ${asked}, which ${floor} of the same file (${held}) does not let stand`,
    };
  });
}

/** A contradiction stands where its value comes from; one that a default has part in, in the file that was read. */
function placeOf(
  path: Path,
  { provenance }: LayeredPolicy,
  files: readonly PolicyFile[],
): Pick<Problem, "source" | "line" | "column"> {
  const text = pathText(path);
  const leaf = [...provenance].find(
    ([key]) => key === text || key.startsWith(`${text}.`) || key.startsWith(`${text}[`),
  );
  const file = files.find(({ source }) => source === leaf?.[1].source) ?? files[0];
  return { source: file?.source ?? "", ...positionIn(file ?? { positions: new Map() }, path) };
}
