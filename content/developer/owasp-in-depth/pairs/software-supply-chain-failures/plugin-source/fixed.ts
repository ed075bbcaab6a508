export interface Registry {
  readonly url: string;
  /** Rejects when the package is missing or the registry does not answer. */
  newest(name: string): Promise<string>;
}

export interface Plugin {
  readonly name: string;
  readonly version: string;
  readonly from: string;
}

const OUR_SCOPE = "@acme/";

export async function resolvePlugin(
  name: string,
  company: Registry,
  npm: Registry,
): Promise<Plugin> {
  const registry = name.startsWith(OUR_SCOPE) ? company : npm;
  return { name, version: await registry.newest(name), from: registry.url };
}
