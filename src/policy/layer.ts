import { z } from "zod";
import { DEFAULTS } from "./defaults.ts";
import { policyDigest } from "./digest.ts";
import { applyFloor, type Raised } from "./floor.ts";
import { isGroup, leavesOf } from "./leaves.ts";
import type { DeploymentPart, Floor, Policy } from "./policy.ts";
import { type Path, type Position, pathText } from "./problem.ts";

/** What one file says, and where it says it. */
export interface PolicyFile {
  readonly source: string;
  readonly policy: DeploymentPart;
  readonly positions: ReadonlyMap<string, Position>;
}

/** Where a value comes from: a line of a file, or the defaults that ship with the app, which have no line. */
export interface Origin {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
}

export const DEFAULT_ORIGIN: Origin = { source: "default" };

export interface LayeredPolicy {
  readonly policy: Policy;
  readonly floor: Floor;
  readonly digest: string;
  /** Of each single value, by its path as in the file: `enforcement.grace.renewal`. */
  readonly provenance: ReadonlyMap<string, Origin>;
  /** What a file asked for and the floor did not let stand. */
  readonly raised: readonly (Raised & { readonly origin: Origin })[];
}

const StoredOrigin = z.object({
  source: z.string(),
  line: z.number().exactOptional(),
  column: z.number().exactOptional(),
});

/** Origins as they were stored beside a policy. */
export function readOrigins(stored: unknown): LayeredPolicy["provenance"] {
  return new Map(Object.entries(z.record(z.string(), StoredOrigin).parse(stored)));
}

/**
 * The policy in force. The organisation's file decides; the deployment's file gives what that one leaves out, and
 * the floor; the defaults give the rest.
 *
 * Sections are joined key by key. A list, a layer of training and a role are taken whole from the nearest file that
 * has them: half a list from each of two files is what nobody wrote.
 */
export function layerPolicies(deployment: PolicyFile, organisation?: PolicyFile): LayeredPolicy {
  const { floor = {}, ...above } = deployment.policy;
  const taken = new Map<string, PolicyFile>();
  const take = (file: PolicyFile) => (path: Path) => void taken.set(pathText(path), file);
  const lower = join(DEFAULTS, above, ["enforcement"], take(deployment));
  // A floor in the organisation's file is refused when it is parsed; here it is left out, so that none can lower ours.
  const { floor: _, ...own } = organisation?.policy ?? {};
  const joined = organisation ? join(lower, own, ["enforcement"], take(organisation)) : lower;

  // Sound: the defaults hold every key of a policy, and `join` adds only what a part's schema let through.
  const { policy, raised } = applyFloor(joined as Policy, floor);
  const asked = new Map(leavesOf(joined, ["enforcement"]).map((path) => [pathText(path), originOf(path, taken)]));
  return {
    policy,
    floor,
    digest: policyDigest(policy),
    provenance: provenanceOf({ policy, asked, raised, deployment }),
    raised: raised.flatMap((one) => {
      const origin = asked.get(one.path) ?? DEFAULT_ORIGIN;
      return origin === DEFAULT_ORIGIN ? [] : [{ ...one, origin }];
    }),
  };
}

function join(below: unknown, part: unknown, path: Path, take: (path: Path) => void): unknown {
  if (part === undefined) return below;
  if (!isGroup(below) || !isGroup(part) || isTakenWhole(path)) {
    take(path);
    return part;
  }
  const keys = new Set([...Object.keys(below), ...Object.keys(part)]);
  return Object.fromEntries([...keys].map((key) => [key, join(below[key], part[key], [...path, key], take)]));
}

function isTakenWhole([, section, key]: Path): boolean {
  return key !== undefined && (section === "layers" || section === "roles" || key === "approvers");
}

function originOf(path: Path, taken: ReadonlyMap<string, PolicyFile>): Origin {
  for (let length = path.length; length > 0; length -= 1) {
    const file = taken.get(pathText(path.slice(0, length)));
    if (file) return { source: file.source, ...positionIn(file, path) };
  }
  return DEFAULT_ORIGIN;
}

/** The nearest place in the file: a value that stands in it, or what holds that value. */
export function positionIn({ positions }: Pick<PolicyFile, "positions">, path: Path): Position {
  for (let length = path.length; length > 0; length -= 1) {
    const position = positions.get(pathText(path.slice(0, length)));
    if (position) return position;
  }
  return { line: 1, column: 1 };
}

interface Held {
  readonly policy: Policy;
  readonly asked: ReadonlyMap<string, Origin>;
  readonly raised: readonly Raised[];
  readonly deployment: PolicyFile;
}

function provenanceOf({ policy, asked, raised, deployment }: Held): ReadonlyMap<string, Origin> {
  const heldAt = new Map(raised.map(({ path, floor }) => [path, floor]));
  return new Map(
    leavesOf(policy, ["enforcement"]).map((path) => {
      const text = pathText(path);
      const origin = heldAt.has(text) ? undefined : asked.get(text);
      // What no file asked for and the floor added is an account of `first_admins`.
      const floor = heldAt.get(text) ?? "enforcement.floor.first_admins";
      return [text, origin ?? { source: deployment.source, ...positionIn(deployment, floor.split(".")) }];
    }),
  );
}
