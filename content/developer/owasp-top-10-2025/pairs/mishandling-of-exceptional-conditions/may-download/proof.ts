import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");
type Policy = Parameters<Subject["mayDownload"]>[0];

const says =
  (text: string, status = 200): Policy =>
  async () =>
    new Response(text, { status });
const down: Policy = async () => {
  throw new TypeError("fetch failed");
};

/** Waits for a bad day of the policy service and asks for a file. */
export async function prove(subject: Subject): Promise<void> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const asked = (policy: Policy) => subject.mayDownload(policy, "ann", "plans.pdf");
    assert.equal(
      await asked(says('{"allowed": true}')),
      true,
      "a clear yes is not a yes",
    );
    assert.equal(
      await asked(says('{"allowed": false}')),
      false,
      "a clear no is not a no",
    );
    const paths: string[] = [];
    const listening: Policy = async (path) => (
      paths.push(path), new Response('{"allowed": true}')
    );
    await subject.mayDownload(listening, "ann", "a&b.pdf");
    assert.deepEqual(
      paths,
      ["/allow?user=ann&file=a%26b.pdf"],
      "the service is asked something else",
    );

    const opened = (policy: Policy) => asked(policy).catch(() => false);
    assert.equal(
      await opened(down),
      false,
      "the file is open while the policy service is down",
    );
    assert.equal(
      await opened(says('{"error": "no database"}', 500)),
      false,
      "an error of the service opens the file",
    );
    assert.equal(
      await opened(says('{"allowed": true}', 500)),
      false,
      "a status of 500 is believed",
    );
    assert.equal(
      await opened(says("<h1>Maintenance</h1>")),
      false,
      "a page that is no verdict opens the file",
    );
    assert.equal(
      await opened(says('{"allowed": "no"}')),
      false,
      "a verdict of another shape opens the file",
    );
    await assert.rejects(asked(down), "nobody can tell an outage from a no");

    let bounded = false;
    await subject.mayDownload(
      async (_, init) => {
        bounded = init?.signal instanceof AbortSignal;
        return new Response('{"allowed": true}');
      },
      "ann",
      "plans.pdf",
    );
    assert.ok(bounded, "the wait for the service has no end");
  } finally {
    console.warn = warn;
  }
}
