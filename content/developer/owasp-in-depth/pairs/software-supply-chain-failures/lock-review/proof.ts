import assert from "node:assert/strict";

type Subject = typeof import("./fixed.ts");

const HASH = `sha512-${"A".repeat(86)}==`;
const REGISTRY = "https://registry.npmjs.org";

/** A pull request swaps the contents of one locked package, with a hash that fits. */
export async function prove(subject: Subject): Promise<void> {
  const honest = {
    "": { version: "1.0.0" },
    "node_modules/chalk": {
      version: "5.3.0",
      resolved: `${REGISTRY}/chalk/-/chalk-5.3.0.tgz`,
      integrity: HASH,
    },
    "node_modules/@acme/log": {
      version: "2.0.1",
      resolved: `${REGISTRY}/@acme/log/-/log-2.0.1.tgz`,
      integrity: HASH,
    },
    "node_modules/a/node_modules/qs": { version: "6.5.3", integrity: HASH },
  };
  assert.deepEqual(review(subject, honest), []);
  assert.deepEqual(
    review(subject, {
      ...honest,
      "node_modules/old": {
        version: "0.1.0",
        resolved: `${REGISTRY}/old/-/old-0.1.0.tgz`,
      },
    }),
    ["node_modules/old"],
  );

  const swaps = {
    "another package": { resolved: `${REGISTRY}/chalk-plus/-/chalk-plus-5.3.0.tgz` },
    "another version": { resolved: `${REGISTRY}/chalk/-/chalk-5.3.1.tgz` },
    "a host that looks right": {
      resolved: `${REGISTRY}.files.example/chalk/-/chalk-5.3.0.tgz`,
    },
    "a package under an alias": { name: "chalk-plus" },
  };
  for (const [what, swap] of Object.entries(swaps)) {
    const swapped = {
      ...honest,
      "node_modules/chalk": { version: "5.3.0", ...swap, integrity: HASH },
    };
    assert.deepEqual(
      review(subject, swapped),
      ["node_modules/chalk"],
      `the lock file brought in ${what} unnoticed`,
    );
  }
}

function review(subject: Subject, packages: object): string[] {
  return subject.needReview(JSON.stringify({ lockfileVersion: 3, packages }));
}
