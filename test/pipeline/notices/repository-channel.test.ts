import { describe, expect, it } from "vitest";
import { accountId, installationId, orgId, repositoryId } from "../../../src/domain/ids.ts";
import type { Installation, Repository } from "../../../src/domain/installation.ts";
import type { OutsideStores } from "../../../src/domain/stores/index.ts";
import type { Onboarding } from "../../../src/pipeline/notices/onboarding-port.ts";
import type { Message } from "../../../src/pipeline/notices/port.ts";
import {
  createRepositoryChannel,
  type RepositoryChannelDeps,
} from "../../../src/pipeline/notices/repository-channel.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { JO } from "./some-news.ts";

const NOW = new Date("2026-11-02T09:00:00.000Z");
const MESSAGE: Message = {
  subject: "s",
  markdown: "words",
  quiet: { subject: "quiet subject", markdown: "quiet words" },
};
const RECIPIENT = { person: JO, accounts: [{ id: accountId(7), login: "jo" }], address: null };
const INSTALLATION = {
  id: installationId(1),
  orgId: orgId(2),
  orgLogin: "acme",
  permissions: { issues: "write", members: "write" },
} as unknown as Installation;
const ONBOARDING: Repository = {
  id: repositoryId(3),
  installationId: installationId(1),
  owner: "acme",
  name: "onboarding",
  visibility: "private",
  defaultBranch: "main",
  archived: false,
};
const POLICY: Policy = { ...DEFAULTS, notices: { repository: "onboarding", team: "readers" } };

interface World {
  visibility?: Repository["visibility"];
  hasIssues?: boolean;
  readers?: Set<string>;
  isMember?: boolean;
  thread?: number | null;
  marked?: number | null;
  /** An issue that is gone answers null. */
  isIssueGone?: boolean;
}

function aChannel(world: World = {}, policy = POLICY, installation = INSTALLATION) {
  const { visibility = "private", hasIssues = true, readers = new Set(["jo"]), isMember = true } = world;
  const done: string[] = [];
  const threads: number[] = [];
  const onboarding: Onboarding = {
    readState: async () => ({ visibility, hasIssues }),
    canRead: async (_, login) => readers.has(login),
    findIssue: async () => world.marked ?? null,
    openIssue: async (_, { title, body }) => done.push(`open ${title}: ${body}`) + 40,
    comment: async (_, number, body) => (world.isIssueGone ? null : { id: done.push(`comment ${number}: ${body}`) }),
  };
  const tx = {
    notices: { saveThread: async (...[, , , number]: readonly unknown[]) => void threads.push(Number(number)) },
  };
  const deps = {
    stores: {
      repositories: { listOf: async () => [ONBOARDING] },
      notices: { findThread: async () => world.thread ?? null, findTeam: async () => ({ id: 9, slug: "readers" }) },
      access: { ofTeams: async () => [] },
    } as unknown as OutsideStores,
    transact: (run: (stores: never) => Promise<unknown>) => run(tx as never),
    entries: { append: async () => void done.push("entry"), subjectOf: async () => ({}) },
    onboarding,
    readers: {
      letIn: async () => {
        if (isMember) readers.add("jo");
        return isMember;
      },
    },
    clock: () => NOW,
  } as unknown as RepositoryChannelDeps;
  return { channel: createRepositoryChannel(installation, policy, deps), done, threads };
}

describe("by the onboarding repository", () => {
  it("the first message is an issue that mentions them and bears a mark", async () => {
    const { channel, done, threads } = aChannel();

    expect(await channel.send(RECIPIENT, MESSAGE)).toEqual({ delivered: true, ref: "41" });
    expect(done).toEqual([`open s: @jo\n\nwords\n<!-- training-gate:${JO} -->\n`]);
    expect(threads).toEqual([41]);
  });

  it.each([
    ["by our own record", { thread: 12 }, []],
    ["by its mark, where our record is lost", { marked: 12 }, [12]],
  ] as const)("later ones are comments, found %s", async (_, world, saved) => {
    const { channel, done, threads } = aChannel(world);

    expect(await channel.send(RECIPIENT, MESSAGE)).toEqual({ delivered: true, ref: "12" });
    expect(done[0]).toMatch(/^comment 12: @jo/);
    expect(threads).toEqual(saved);
  });

  it("an issue that was deleted is made anew", async () => {
    const { channel, threads } = aChannel({ thread: 12, isIssueGone: true });

    expect(await channel.send(RECIPIENT, MESSAGE)).toEqual({ delivered: true, ref: "41" });
    expect(threads).toEqual([41]);
  });

  it("who cannot read it is let in by the team, which the log tells, and nothing is posted before", async () => {
    const { channel, done } = aChannel({ readers: new Set() });

    expect(await channel.send(RECIPIENT, MESSAGE)).toMatchObject({ delivered: true });
    expect(done[0]).toBe("entry");
  });

  it("nothing is posted for who still cannot read it", async () => {
    const { channel, done } = aChannel({ readers: new Set(), isMember: false });

    expect(await channel.send(RECIPIENT, MESSAGE)).toEqual({ delivered: false, why: "cannot-read" });
    expect(done).toEqual([]);
  });

  it.each(["internal", "public"] as const)("where it is %s nothing is said of anybody", async (visibility) => {
    const { channel, done } = aChannel({ visibility });

    await channel.send(RECIPIENT, MESSAGE);

    expect(done).toEqual([`open quiet subject: @jo\n\nquiet words\n<!-- training-gate:${JO} -->\n`]);
  });

  it("those who run this app are told in counts alone, since whoever waits can read it", async () => {
    const { channel, done } = aChannel();

    await channel.send(null, MESSAGE);

    expect(done).toEqual(["open quiet subject: quiet words\n<!-- training-gate:office -->\n"]);
  });

  const gatedTeam: Policy = { ...POLICY, access: { ...POLICY.access, teams: [{ team: "read*", on_lapse: "remove" }] } };
  const readOnly = { ...INSTALLATION, permissions: { issues: "read" } };

  it.each([
    ["the App may not write issues", {}, POLICY, readOnly, "not-granted"],
    ["issues are off", { hasIssues: false }, POLICY, INSTALLATION, "no-issues"],
    ["its team waits for training", {}, gatedTeam, INSTALLATION, "gated"],
    ["it is not there", {}, { ...POLICY, notices: { repository: "elsewhere" } }, INSTALLATION, "no-repository"],
  ] as const)("reaches nobody where %s, and doctor says it", async (_, world, policy, installation, why) => {
    const { channel, done } = aChannel(world, policy, installation);

    expect(await channel.send(RECIPIENT, MESSAGE)).toEqual({ delivered: false, why });
    expect(done).toEqual([]);
    expect(await channel.test()).toHaveLength(1);
  });

  it("is wrong where it is not private, or its team cannot read it", async () => {
    const { channel } = aChannel({ visibility: "internal" });

    expect((await channel.test()).map(({ detail }) => detail)).toEqual([
      expect.stringContaining("is internal"),
      "the team readers cannot read the onboarding repository",
    ]);
  });
});
