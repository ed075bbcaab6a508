export interface Registry {
  has(name: string): Promise<boolean>;
}

export interface InstallPlan {
  readonly install: readonly string[];
  /** Name and reason, for the person who asked. */
  readonly held: readonly string[];
}

/** `reviewed`: what somebody here has looked at, or the lock file already holds. */
export async function planInstall(
  suggested: readonly string[],
  reviewed: ReadonlySet<string>,
  registry: Registry,
): Promise<InstallPlan> {
  const install: string[] = [];
  const held: string[] = [];
  for (const name of suggested) {
    if (reviewed.has(name)) install.push(name);
    else if (await registry.has(name))
      held.push(`${name}: exists, nobody here has reviewed it`);
    else held.push(`${name}: made up, the registry has no such package`);
  }
  return { install, held };
}
