export interface CheckRun {
  readonly name: string;
  readonly appId: number;
  readonly headSha: string;
  readonly conclusion: string | null;
}

export interface RequiredCheck {
  readonly name: string;
  readonly appId: number;
}

/** `runs`: the latest of each app and name, as the API lists them. */
export function mayMerge(
  headSha: string,
  runs: readonly CheckRun[],
  required: readonly RequiredCheck[],
): boolean {
  const passed = runs.filter(
    (run) => run.headSha === headSha && run.conclusion === "success",
  );
  return required.every((check) =>
    passed.some((run) => run.name === check.name && run.appId === check.appId),
  );
}
