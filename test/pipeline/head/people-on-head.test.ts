import { describe, expect, it } from "vitest";
import { accountId, repositoryId } from "../../../src/domain/ids.ts";
import type { Repository } from "../../../src/domain/installation.ts";
import type { AccountName, PullRequestCommit } from "../../../src/domain/pull-request.ts";
import type { OutsideStores } from "../../../src/domain/stores/index.ts";
import { peopleOn } from "../../../src/pipeline/head/people-on-head.ts";

const repository = { id: repositoryId(1) } as Repository;
const ada: AccountName = { id: accountId(3), login: "ada", type: "User" };
const mira: AccountName = { id: accountId(7), login: "mira", type: "User" };
const dependabot: AccountName = { id: accountId(49_699_333), login: "dependabot[bot]", type: "Bot" };
const botAddress = ({ id }: AccountName, login = "dependabot") => `${id}+${login}[bot]@users.noreply.github.com`;

interface Recorded {
  readonly pushed?: Readonly<Record<string, readonly AccountName[]>>;
  readonly passed?: readonly string[];
  readonly others?: readonly AccountName[];
}

/** Our records: who pushed what, what passed, and the three accounts above. */
function recorded({ pushed = {}, passed = [], others = [] }: Recorded) {
  const accounts = [ada, mira, dependabot, ...others];
  const known = {
    people: {
      findByEmail: async () => new Map(),
      findAccounts: async (ids: readonly number[]) => accounts.filter(({ id }) => ids.includes(id)),
    },
    pulls: {
      mergedAmong: async (_: unknown, shas: readonly string[]) => new Set(passed.filter((sha) => shas.includes(sha))),
      pushersOf: async (_: unknown, shas: readonly string[]) => [
        ...new Set(shas.flatMap((sha) => pushed[sha] ?? []).map(({ id }) => id)),
      ],
    },
  };
  return known as unknown as OutsideStores;
}

function aCommit(sha: string, change: Partial<PullRequestCommit> & { email?: string } = {}): PullRequestCommit {
  const { email = "mira@acme.example", ...rest } = change;
  const account = email === "mira@acme.example" ? mira : null;
  return {
    sha,
    author: { account, email, name: "" },
    coAuthors: [],
    signedByGitHub: false,
    parents: 1,
    mergedHeads: [],
    ...rest,
  };
}

/** A pull request of Ada's, whose last commit is the head. */
function look(commits: readonly PullRequestCommit[], records: Recorded = {}, author: AccountName | null = ada) {
  const headSha = commits.at(-1)?.sha ?? "";
  const pull = { repositoryId: repository.id, number: 1, state: "open", draft: false, headSha } as const;
  const open = [{ ...pull, headRef: "change", baseRef: "main", author, githubUpdatedAt: new Date(0) }];
  const ranges = [{ repositoryId: repository.id, headSha, baseRef: "main", commits }];
  return peopleOn({ headSha, repository, open, ranges }, recorded(records));
}

const loginsAs = (kind: string, { people }: Awaited<ReturnType<typeof look>>) =>
  people.filter(({ parts }) => parts.some((part) => part.kind === kind)).map(({ account }) => account.login);

describe("the commits that passed the gate before", () => {
  it("are those of a merge that the gate let through", async () => {
    const found = await look([aCommit("a"), aCommit("b")], { passed: ["a"], pushed: { a: [mira], b: [ada] } });

    expect(found).toMatchObject({ passedBefore: 1, pushers: [ada.id] });
  });

  it("are not those that GitHub only knows to be merged, which may have been past any gate", async () => {
    const found = await look([aCommit("a", { mergedHeads: ["elsewhere"] })]);

    expect(found.passedBefore).toBe(0);
    expect(loginsAs("commit-author", found)).toEqual(["mira"]);
  });

  it("are those that GitHub itself made to merge what the gate let through", async () => {
    const squashed = { mergedHeads: ["head"], signedByGitHub: true };

    expect((await look([aCommit("a", squashed)], { passed: ["head"] })).passedBefore).toBe(1);
    expect((await look([aCommit("a", squashed)])).passedBefore).toBe(0);
  });

  it("are not those that somebody made at home to merge it, with whatever else they put in", async () => {
    const found = await look([aCommit("evil", { mergedHeads: ["head"] })], {
      passed: ["head"],
      pushed: { evil: [mira] },
    });

    expect(found).toMatchObject({ passedBefore: 0, pushers: [mira.id] });
  });
});

describe("a bot's address in a commit", () => {
  it("makes no bot of a person, not even of the one who pushed", async () => {
    const found = await look([aCommit("a", { email: botAddress(mira) })], { pushed: { a: [mira] } });

    expect(loginsAs("commit-author", found)).toEqual([]);
    expect(found.unlinked.map(({ sha }) => sha)).toEqual(["a"]);
    expect(found.people.find(({ account }) => account.id === mira.id)?.account).toEqual(mira);
  });

  it("makes no bot of a person under GitHub's signature either, and gives nobody another name", async () => {
    const signed = { email: botAddress(mira, "some"), signedByGitHub: true };

    expect((await look([aCommit("a", signed)])).people.map(({ account }) => account)).toEqual([ada]);
  });

  it("is a text like any other in a co-author line, whoever signed", async () => {
    const coAuthors = [{ account: null, email: botAddress(dependabot), name: "" }];
    const found = await look([aCommit("a", { coAuthors, signedByGitHub: true })], { pushed: { a: [dependabot] } });

    expect(loginsAs("co-author", found)).toEqual([]);
  });

  it("counts for a bot that we know, under the name by which we know it", async () => {
    const found = await look([aCommit("a", { email: botAddress(dependabot, "renamed"), signedByGitHub: true })]);

    expect(loginsAs("commit-author", found)).toEqual(["dependabot[bot]"]);
  });
});

describe("what nobody answers for", () => {
  it("is what a bot opened and nobody is known to have pushed, whoever its text names", async () => {
    expect(await look([aCommit("a")], {}, dependabot)).toMatchObject({ unanswered: ["a"] });
    expect(await look([aCommit("a")], {}, null)).toMatchObject({ unanswered: ["a"] });
  });

  it.each([
    ["a person opened it", ada, {}, {}],
    ["somebody pushed it", dependabot, { pushed: { a: [mira] } }, {}],
    ["GitHub signed what the bot wrote", dependabot, {}, { email: botAddress(dependabot), signedByGitHub: true }],
    ["it passed before", dependabot, { passed: ["a"] }, {}],
  ] as const)("is nothing where %s", async (_, author, records, commit) => {
    expect(await look([aCommit("a", commit)], records, author)).toMatchObject({ unanswered: [] });
  });
});

describe("who asked a bot for what it wrote", () => {
  const coAuthors = [{ account: ada, email: "ada@acme.example", name: "" }];
  const byBot = { email: botAddress(dependabot), coAuthors };

  it("is whom it names in a commit that GitHub signed for it", async () => {
    const found = await look([aCommit("a", { ...byBot, signedByGitHub: true })]);

    expect(found.requests).toEqual([{ bot: dependabot.id, account: ada.id }]);
  });

  it.each([
    ["that anybody may have written, though the bot pushed others", byBot, { pushed: { a: [dependabot, mira] } }],
    ["of a person, whoever signed it", { coAuthors, signedByGitHub: true }, {}],
    ["that passed before", { ...byBot, signedByGitHub: true }, { passed: ["a"] }],
  ] as const)("is nobody named in a commit %s", async (_, commit, records) => {
    expect((await look([aCommit("a", commit)], records)).requests).toEqual([]);
  });

  it("is told once, however many commits name them", async () => {
    const commits = ["a", "b"].map((sha) => aCommit(sha, { ...byBot, signedByGitHub: true }));

    expect((await look(commits)).requests).toHaveLength(1);
  });

  it("may be asked of a bot without the usual suffix, if it is known to be one", async () => {
    const copilot: AccountName = { id: accountId(198_982_749), login: "Copilot", type: "Bot" };
    const email = `${copilot.id}+copilot@users.noreply.github.com`;
    const commit = aCommit("a", { email, coAuthors, signedByGitHub: true });

    expect((await look([commit], { others: [copilot] })).requests).toEqual([{ bot: copilot.id, account: ada.id }]);
    expect((await look([commit])).requests).toEqual([]);
  });
});
