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

export async function resolvePlugin(
  name: string,
  company: Registry,
  npm: Registry,
): Promise<Plugin> {
  try {
    return { name, version: await company.newest(name), from: company.url };
  } catch {
    return { name, version: await npm.newest(name), from: npm.url };
  }
}
