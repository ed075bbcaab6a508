import { describe, expect, it } from "vitest";
import { createDeliveryClient } from "../../src/github/deliveries.ts";
import { aClient, useApiGitHub } from "../support/api-github.ts";

const path = "/app/hook/deliveries";
const failed = { per_page: 100, status: "failure" };

describe("deliveries that failed", () => {
  const api = useApiGitHub();
  const since = new Date("2026-11-20T12:00:00Z");
  const attempt = (id: number, guid: string, at: string) => ({ id, guid, delivered_at: at, status_code: 502 });

  it("are listed once each by their newest attempt, the oldest first, page by page", async () => {
    const next = `<https://api.github.com${path}?per_page=100&status=failure&cursor=v1_2>; rel="next"`;
    api
      .get(path)
      .query(failed)
      .reply(200, [attempt(5, "b", "2026-11-23T10:00:00Z"), attempt(4, "a", "2026-11-23T09:00:00Z")], { link: next });
    api
      .get(path)
      .query({ ...failed, cursor: "v1_2" })
      .reply(200, [attempt(3, "b", "2026-11-23T08:00:00Z"), attempt(2, "c", "2026-11-22T08:00:00Z")]);

    const found = await createDeliveryClient(aClient()).listFailedDeliveries(since);

    expect(found.map(({ id, guid }) => [id, guid])).toEqual([
      [2, "c"],
      [4, "a"],
      [5, "b"],
    ]);
  });

  it("are not looked for beyond the time that was asked for", async () => {
    const next = `<https://api.github.com${path}?per_page=100&status=failure&cursor=v1_2>; rel="next"`;
    api
      .get(path)
      .query(failed)
      .reply(200, [attempt(2, "b", "2026-11-20T12:00:00Z"), attempt(1, "a", "2026-11-20T11:59:59Z")], { link: next });

    const found = await createDeliveryClient(aClient()).listFailedDeliveries(since);

    expect(found.map(({ guid }) => guid)).toEqual(["b"]);
  });

  it("are the newest where only so many requests may be spent on them", async () => {
    const next = `<https://api.github.com${path}?per_page=100&status=failure&cursor=v1_2>; rel="next"`;
    api
      .get(path)
      .query(failed)
      .reply(200, [attempt(2, "b", "2026-11-23T12:00:00Z")], { link: next });

    const found = await createDeliveryClient(aClient()).listFailedDeliveries(since, 1);

    expect(found.map(({ guid }) => guid)).toEqual(["b"]);
  });

  it("are asked for again, unless GitHub has dropped them", async () => {
    const client = createDeliveryClient(aClient());
    api.post(`${path}/5/attempts`).reply(202, {});
    api.post(`${path}/6/attempts`).reply(404, { message: "Not Found" });
    api.post(`${path}/7/attempts`).reply(500);

    await expect(client.redeliver(5)).resolves.toBeUndefined();
    await expect(client.redeliver(6)).resolves.toBeUndefined();
    await expect(client.redeliver(7)).rejects.toThrow("GitHub did not answer");
  });
});
