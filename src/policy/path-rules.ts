import { eitherOf } from "./messages.ts";
import { createPathMatcher } from "./path-glob.ts";
import type { PathRule, Policy } from "./policy.ts";

const matchers = new WeakMap<PathRule, (path: string) => boolean>();

/** Which modules fit what a pull request touches; none in a policy of before there were such rules. */
export function pathRules({ pull_requests }: Policy): readonly PathRule[] {
  return pull_requests.paths ?? [];
}

export function touches(rule: PathRule, path: string): boolean {
  const known = matchers.get(rule);
  if (known !== undefined) return known(path);
  const matcher = createPathMatcher(rule.touches);
  matchers.set(rule, matcher);
  return matcher(path);
}

export interface ModuleName {
  readonly course: string;
  readonly module: string;
}

/** `owasp-in-depth/injection` is the module `injection` of the course `owasp-in-depth`. */
export function moduleOf({ module: named }: Pick<PathRule, "module">): ModuleName {
  const [course = "", module = ""] = named.split("/", 2);
  return { course, module };
}

export function describePathRule({ touches: globs, module, require }: PathRule): string {
  const what = `Pull requests that touch ${eitherOf(globs)}`;
  return require
    ? `${what} wait, where the mode is block, until everybody who is asked on them has passed the module ${module}.`
    : `${what} are shown the module ${module}.`;
}
