export type Level = "read" | "write";

/** What is left out of the request comes in full: every repository and permission of the installation. */
export interface TokenRequest {
  readonly repositories?: readonly string[];
  readonly permissions?: Readonly<Record<string, Level>>;
}

export interface GitHub {
  createInstallationToken(installation: number, request: TokenRequest): Promise<string>;
  addLabel(
    token: string,
    repository: string,
    issue: number,
    label: string,
  ): Promise<void>;
}

export async function labelStale(
  github: GitHub,
  installation: number,
  repository: string,
  issues: readonly number[],
) {
  const token = await github.createInstallationToken(installation, {});
  for (const issue of issues) await github.addLabel(token, repository, issue, "stale");
}
