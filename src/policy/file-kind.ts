import { readYaml } from "./document.ts";
import { isGroup } from "./leaves.ts";
import { Manifest } from "./manifest.ts";

/**
 * Whether a text is a deployment's `app.yml`: it holds keys of the App's manifest, or a floor. Any other is taken for an
 * organisation's, which may hold neither.
 */
export function isDeploymentFile(text: string): boolean {
  const { value } = readYaml({ source: "", text });
  if (!isGroup(value)) return false;
  if (Object.keys(value).some((key) => Object.hasOwn(Manifest.shape, key))) return true;
  return isGroup(value.enforcement) && Object.hasOwn(value.enforcement, "floor");
}
