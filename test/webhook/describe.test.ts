import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRESH } from "../../src/domain/priority.ts";
import type { Received } from "../../src/pipeline/deliveries/delivery.ts";
import { createDescriber } from "../../src/webhook/describe.ts";
import { examplePayloads } from "../support/delivery.ts";

const describePayload = createDescriber({ appId: 1, policy: { repository: ".github" } });

function received(event: string, action: string | null = null): Received {
  return {
    id: "5a2ef5f0-0000-11ef-8000-000000000001",
    event,
    action,
    bodySha256: "0".repeat(64),
    bodyBytes: 2,
    receivedAt: new Date("2026-11-23T12:00:00Z"),
  };
}

const events = [...new Set(examplePayloads().map(({ event }) => event))];

describe("what a payload names", () => {
  it("is nothing, and no exception, for whatever JSON comes under whatever event", () => {
    const anyEvent = fc.oneof(fc.constantFrom(...events, "__proto__", "constructor"), fc.string());

    fc.assert(
      fc.property(anyEvent, fc.jsonValue(), (event, payload) => {
        const told = received(event);
        expect(describePayload(told, payload).received).toBe(told);
      }),
    );
  });

  it("never throws for a real payload in which any one value is another", () => {
    const payloads = examplePayloads();

    fc.assert(
      fc.property(fc.constantFrom(...payloads), fc.nat(), fc.jsonValue(), ({ event, payload }, place, value) => {
        const told = received(event, String(payload.action));
        expect(describePayload(told, withValue(payload, place, value)).received).toBe(told);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(examplePayloads().filter(({ event }) => event === "pull_request"))(
    "is the head of a pull request, and by whom it was pushed only where GitHub tells it ($payload.action, $place)",
    ({ payload }) => {
      const action = String(payload.action);
      const { pull, jobs, push, backingTold } = describePayload(received("pull_request", action), {
        installation: { id: 7 },
        ...payload,
      });

      expect(pull?.headSha).toMatch(/^[0-9a-f]{40}$/);
      expect(push !== undefined).toBe(["opened", "synchronize", "reopened"].includes(action));
      const looks = ["opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "closed"];
      const assigns = ["assigned", "unassigned"].includes(action);
      expect((jobs ?? []).length > 0).toBe(looks.includes(action) || assigns);
      expect(backingTold !== undefined).toBe(assigns);
    },
  );

  it("is a pull request of nobody where GitHub shows the ghost of a deleted account", () => {
    const example = examplePayloads().find(
      ({ event, payload }) => event === "pull_request" && payload.action === "opened",
    );
    const given = example?.payload.pull_request as { readonly user: object };
    const ghost = { ...given.user, id: 10_137, login: "ghost" };
    const told = (user: object) =>
      describePayload(received("pull_request", "opened"), {
        installation: { id: 7 },
        ...example?.payload,
        pull_request: { ...given, user },
      }).pull;

    expect(told(ghost)?.author).toBeNull();
    expect(told(given.user)?.author).not.toBeNull();
  });

  it.each([
    ["submitted", "approved", 1],
    ["submitted", "changes_requested", 1],
    ["dismissed", "dismissed", 1],
    ["submitted", "commented", 0],
  ])(
    "is the head of a pull request of which somebody gave an opinion, or took it back (%s, %s)",
    (action, state, jobs) => {
      const example = examplePayloads().find(({ event }) => event === "pull_request_review");
      const review = { state };
      const told = describePayload(received("pull_request_review", action), {
        installation: { id: 7 },
        ...example?.payload,
        review,
      });

      expect(told.jobs ?? []).toHaveLength(jobs);
      expect(told.backingTold !== undefined).toBe(jobs === 1);
      // It stands there without its `merged`.
      expect(told.pull).toBeUndefined();
    },
  );

  describe("in a comment", () => {
    const example = examplePayloads().find(
      ({ event, payload }) => event === "issue_comment" && payload.action === "created",
    );
    const jobsFor = (body: string) => {
      const given = { ...example?.payload, issue: { number: 7, pull_request: {} }, comment: { id: 9, body } };
      return describePayload(received("issue_comment", "created"), { installation: { id: 7 }, ...given }).jobs ?? [];
    };

    it.each(["/training recheck", "Done!\r\n /Training  recheck \r\nThanks"])("is a look that %j asks for", (body) => {
      expect(jobsFor(body)).toMatchObject([{ subject: { kind: "recheck" } }]);
    });

    it.each([
      ["the command in a sentence", "type /training recheck to look again"],
      ["a command over two lines", "/training\n\nrecheck"],
      ["a book of empty lines, however long", "\n".repeat(1_000_000)],
    ])("is nothing for %s", (_, body) => {
      expect(jobsFor(body)).toEqual([]);
    });
  });

  describe("in a push", () => {
    const example = examplePayloads().find(
      ({ event, payload }) => event === "push" && String(payload.ref).startsWith("refs/heads/"),
    );
    const pushOf = (change: object) =>
      describePayload(received("push"), { installation: { id: 7 }, ...example?.payload, ...change }).push;

    it("is who pushed, by GitHub's word and not by the commit's", () => {
      const told = { sender: { id: 7, login: "mira" }, after: "f".repeat(40) };

      expect(pushOf(told)).toMatchObject({ pusher: { id: 7 }, head: { headSha: told.after } });
    });

    it.each([
      ["a tag", { ref: "refs/tags/v1" }],
      ["a branch that is deleted", { deleted: true }],
      ["a branch that is made at a commit", { commits: [] }],
      ["commits that are here already", { commits: [{ distinct: false }, { distinct: false }] }],
    ])("is nobody for %s", (_, change) => {
      expect(pushOf(change)).toBeUndefined();
    });

    it("is who pushed over what was there, of which the list says nothing", () => {
      expect(pushOf({ commits: [], forced: true })).toBeDefined();
    });
  });

  it("is nothing where the delivery is not an installation's", () => {
    for (const { event, payload } of examplePayloads().filter(({ payload }) => !("installation" in payload))) {
      const { received: _, ...named } = describePayload(received(event, String(payload.action)), payload);
      expect(Object.keys(named).filter((key) => key === "repository" || key === "pull")).toEqual([]);
    }
  });

  it.each(examplePayloads().filter(({ event }) => event === "merge_group"))(
    "is the group of a merge queue whose checks are asked for ($payload.action, $place)",
    ({ payload }) => {
      const { jobs } = describePayload(received("merge_group", "checks_requested"), payload);

      const headSha = "2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d";
      expect(jobs).toEqual([
        { subject: { kind: "group", repositoryId: 17273051, headSha, baseRef: "main" }, priority: FRESH },
      ]);
    },
  );

  it("is nothing to look at where a group was destroyed", () => {
    const example = examplePayloads().find(({ event }) => event === "merge_group");
    const payload = { ...example?.payload, action: "destroyed", reason: "invalidated" };

    expect(describePayload(received("merge_group", "destroyed"), payload)).not.toHaveProperty("jobs");
  });

  it.each([
    ["gh-readonly-queue/main/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64", "main"],
    ["gh-readonly-queue/release/1.x/pr-7-929f8209d40f77f4abc622a499c93a83babdbe64", "release/1.x"],
    ["gh-readonly-queue/main/notes", undefined],
    ["main", undefined],
    [null, undefined],
  ])("is a group where a run on a queue's branch is asked for again (%s)", (head_branch, baseRef) => {
    const example = examplePayloads().find(
      ({ event, payload }) => event === "check_run" && payload.action === "rerequested",
    );
    const run = example?.payload.check_run as { app: { id: number }; head_sha: string; check_suite: object };
    const asked = { ...run, check_suite: { ...run.check_suite, head_branch } };
    const payload = { installation: { id: 7 }, ...example?.payload, check_run: asked };
    const describe = createDescriber({ appId: run.app.id, policy: { repository: ".github" } });

    const { jobs, rerun } = describe(received("check_run", "rerequested"), payload);

    const subject = baseRef === undefined ? { kind: "head" } : { kind: "group", baseRef };
    expect(jobs).toMatchObject([{ subject: { ...subject, headSha: run.head_sha } }]);
    expect(rerun?.headSha).toBe(run.head_sha);
  });

  it("is a merge with the commit that it left on the base", () => {
    const example = examplePayloads().find(
      ({ event, payload }) => event === "pull_request" && payload.action === "closed",
    );
    const pull = { ...(example?.payload.pull_request as object), merged: true, merge_commit_sha: "f".repeat(40) };
    const payload = { installation: { id: 7 }, ...example?.payload, pull_request: pull };

    const { jobs } = describePayload(received("pull_request", "closed"), payload);

    expect(jobs).toMatchObject([{ subject: { kind: "merge", mergeSha: "f".repeat(40) } }]);
  });

  it("is a head with a re-run only for runs of our own App", () => {
    const example = examplePayloads().find(
      ({ event, payload }) => event === "check_run" && payload.action === "rerequested",
    );
    const run = example?.payload.check_run as { app: { id: number }; head_sha: string };
    const payload = { installation: { id: 7 }, ...example?.payload };
    const byApp = (appId: number) => createDescriber({ appId, policy: { repository: ".github" } });

    expect(byApp(run.app.id)(received("check_run", "rerequested"), payload).rerun?.headSha).toBe(run.head_sha);
    expect(byApp(run.app.id + 1)(received("check_run", "rerequested"), payload).rerun).toBeUndefined();
  });
});

/** The value at one of the payload's leaves, counted depth first, replaced. */
function withValue(payload: unknown, place: number, value: unknown): unknown {
  const leaves = countLeaves(payload);
  let left = leaves === 0 ? 0 : place % leaves;
  const replace = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null) return left-- === 0 ? value : node;
    if (Array.isArray(node)) return node.map(replace);
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, replace(inner)]));
  };
  return replace(payload);
}

function countLeaves(node: unknown): number {
  if (typeof node !== "object" || node === null) return 1;
  return Object.values(node).reduce((sum: number, inner) => sum + countLeaves(inner), 0);
}
