import { userOf } from "../find.ts";
import { addCommit, noreply } from "../git.ts";
import type { Commit, GitPerson, Repository, State, User } from "../state.ts";

/** A commit as a story tells it. Git text is free: `name` and `email` may say anything, as in real life. */
export interface CommitSpec {
  /** Whose name and primary address the commit carries; default: who pushes it. */
  readonly author?: string;
  readonly name?: string;
  readonly email?: string;
  readonly message?: string;
  /** Logins, or plain git text, for Co-authored-by trailers. */
  readonly coAuthors?: ReadonlyArray<string | { readonly name: string; readonly email: string }>;
  readonly signature?: Commit["signature"];
  /** Another branch or commit that this one merges. */
  readonly merges?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** What git would be configured with: the primary address; for a bot, the one that GitHub gives it. */
export function gitIdentity(user: User): { readonly name: string; readonly email: string } {
  const primary = user.emails.find((email) => email.primary);
  return { name: user.name ?? user.login, email: primary?.email ?? noreply(user) };
}

export function addCommits(
  state: State,
  {
    repository,
    tip,
    specs,
    pusher,
  }: { repository: Repository; tip: string; specs: readonly CommitSpec[]; pusher: User },
): Commit[] {
  const commits: Commit[] = [];
  for (const spec of specs) {
    const parent = commits.at(-1)?.sha ?? tip;
    const author = authorOf(state, spec, pusher);
    commits.push(
      addCommit(state, {
        repository,
        parents: spec.merges === undefined ? [parent] : [parent, tipOf(repository, spec.merges)],
        author,
        message: messageOf(state, spec),
        pusher,
        signature: spec.signature ?? "none",
        files: spec.files,
      }),
    );
  }
  return commits;
}

function tipOf({ branches }: Repository, branchOrSha: string): string {
  return branches.get(branchOrSha) ?? branchOrSha;
}

function authorOf(state: State, spec: CommitSpec, pusher: User): GitPerson {
  const identity = gitIdentity(spec.author === undefined ? pusher : userOf(state, spec.author));
  return { name: spec.name ?? identity.name, email: spec.email ?? identity.email, date: state.clock() };
}

function messageOf(state: State, { message = "Change something", coAuthors = [] }: CommitSpec): string {
  const people = coAuthors.map((one) => (typeof one === "string" ? gitIdentity(userOf(state, one)) : one));
  const trailers = people.map(({ name, email }) => `Co-authored-by: ${name} <${email}>`);
  return trailers.length > 0 ? `${message}\n\n${trailers.join("\n")}` : message;
}
