import { UsageError } from "../failure.ts";

/** What `--repo` names: a repository, one of its pull requests, or a commit of it. */
export interface PullRef {
  readonly owner: string;
  readonly name: string;
  readonly number?: number;
  readonly sha?: string;
}

const REF = /^(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:#(?<number>\d{1,9})|@(?<sha>[0-9a-f]{40}|[0-9a-f]{64}))?$/i;

export function parsePullRef(text: string): PullRef {
  const groups = REF.exec(text)?.groups;
  const { owner, name, number, sha } = groups ?? {};
  if (owner === undefined || name === undefined) {
    throw new UsageError(
      `--repo ${text} names nothing. Write OWNER/REPO, OWNER/REPO#NUMBER, or OWNER/REPO@SHA with the whole SHA`,
    );
  }
  return { owner, name, ...(number && { number: Number(number) }), ...(sha && { sha: sha.toLowerCase() }) };
}
