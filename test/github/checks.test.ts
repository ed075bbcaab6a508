import { describe, expect, it } from "vitest";
import { repositoryId } from "../../src/domain/ids.ts";
import { createCheckWriter, createCommentWriter, createRunFinder } from "../../src/github/checks.ts";
import { aClient, repository, useApiGitHub } from "../support/api-github.ts";

const sha = "a".repeat(40);
const runs = "/repos/acme/payments-api/check-runs";
const output = {
  conclusion: "action_required",
  title: "1 person still needs training",
  summary: "| who |",
  text: null,
  detailsUrl: "https://gate.example/decisions/d1",
  externalId: "d1",
} as const;
const sent = {
  status: "completed",
  conclusion: "action_required",
  details_url: "https://gate.example/decisions/d1",
  external_id: "d1",
  output: { title: "1 person still needs training", summary: "| who |" },
  actions: [{ label: "Check again", description: /./, identifier: "recheck" }],
};

describe("a check run", () => {
  const api = useApiGitHub();
  const publish = (runId: number | null) => createCheckWriter(aClient()).publish(repository, sha, runId, output);

  it("is made on the head, by the one name of the check, where there is none", async () => {
    api.post(runs, { ...sent, name: "training-gate", head_sha: sha } as never).reply(201, { id: 30_000_000_001 });

    expect(await publish(null)).toEqual({ runId: 30_000_000_001 });
  });

  it("is changed where there is one, and keeps its head", async () => {
    api.patch(`${runs}/9`, (body) => !("head_sha" in body) && body.external_id === "d1").reply(200, { id: 9 });

    expect(await publish(9)).toEqual({ runId: 9 });
  });

  it("is made anew where GitHub has dropped it", async () => {
    api.patch(`${runs}/9`).reply(404, { message: "Not Found" });
    api.post(runs).reply(201, { id: 10 });

    expect(await publish(9)).toEqual({ runId: 10 });
  });

  it("is not made a second time when GitHub fails", async () => {
    api.patch(`${runs}/9`).reply(502);

    await expect(publish(9)).rejects.toThrow("GitHub did not answer");
  });

  it("is none where GitHub no longer knows the commit, and that is no failure", async () => {
    api.post(runs).reply(422, { message: `No commit found for SHA: ${sha}` });

    expect(await publish(null)).toBeNull();
  });

  it("is found by the newest of all that our App made on the head", async () => {
    const query = { check_name: "training-gate", app_id: 5, filter: "all", per_page: 100 };
    api
      .get(`/repos/acme/payments-api/commits/${sha}/check-runs`)
      .query(query)
      .reply(200, { check_runs: [{ id: 3, conclusion: "success" }, { id: 8, conclusion: null }, { id: 4 }] });

    expect(await createRunFinder(aClient(), 5).newestRun(repository, sha)).toEqual({ id: 8, conclusion: null });
  });
});

describe("a reaction", () => {
  const api = useApiGitHub();
  const writer = createCommentWriter(aClient(), async (id) => (id === repository.id ? repository : null));
  const path = "/repos/acme/payments-api/issues/comments/77/reactions";

  it("is put under the comment", async () => {
    api.post(path, { content: "eyes" }).reply(200, {});

    await expect(writer.react(repository.id, 77, "eyes")).resolves.toBeUndefined();
  });

  it("is none where the comment is gone, or the repository is not ours any more", async () => {
    api.post(path).reply(404, { message: "Not Found" });

    await expect(writer.react(repository.id, 77, "eyes")).resolves.toBeUndefined();
    await expect(writer.react(repositoryId(1), 77, "eyes")).resolves.toBeUndefined();
  });
});
