import { describe, expect, it } from "vitest";
import type { Event } from "../../src/webhook/payload.ts";
import { createPushDescriber } from "../../src/webhook/push.ts";
import { repository } from "../support/api-github.ts";

const receivedAt = new Date("2026-11-23T10:00:00Z");
const after = "a".repeat(40);

function jobsOf(payload: object) {
  const received = { id: "1", event: "push", action: null, bodySha256: "", bodyBytes: 0, receivedAt };
  const event: Event = { received, payload: { after, ...payload }, envelope: {}, repository };
  return createPushDescriber({ repository: ".github" })(event).jobs;
}

describe("a push", () => {
  it("to the default branch is looked for in GitHub's list once a merge that brought it would have been told", () => {
    expect(jobsOf({ ref: "refs/heads/main" })).toEqual([
      {
        subject: { kind: "landings", repositoryId: repository.id, tip: after },
        at: new Date("2026-11-23T10:02:00Z"),
      },
    ]);
  });

  it.each([{ ref: "refs/heads/topic" }, { ref: "refs/tags/main" }, { ref: "refs/heads/main", deleted: true }])(
    "that is %j brings nothing there",
    (payload) => {
      expect(jobsOf(payload) ?? []).toEqual([]);
    },
  );
});
