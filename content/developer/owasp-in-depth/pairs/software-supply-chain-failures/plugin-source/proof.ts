import assert from "node:assert/strict";
import type { Registry } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

/** A stranger publishes our private name publicly; then the company's registry has a bad day. */
export async function prove(subject: Subject): Promise<void> {
  const company = registryWith("https://npm.acme.example/", {
    "@acme/invoices": "2.1.0",
  });
  const npm = registryWith("https://registry.npmjs.org/", {
    "@acme/invoices": "99.0.0",
    "date-tools": "1.4.0",
  });

  assert.deepEqual(await subject.resolvePlugin("@acme/invoices", company, npm), {
    name: "@acme/invoices",
    version: "2.1.0",
    from: "https://npm.acme.example/",
  });
  assert.equal(
    (await subject.resolvePlugin("date-tools", company, npm)).from,
    "https://registry.npmjs.org/",
  );

  const down: Registry = {
    url: company.url,
    newest: () => Promise.reject(new Error("503 Service Unavailable")),
  };
  await assert.rejects(
    subject.resolvePlugin("@acme/invoices", down, npm),
    /503/,
    "while the company's registry was down, a stranger's package took the private name",
  );
}

function registryWith(
  url: string,
  packages: Readonly<Record<string, string>>,
): Registry {
  return {
    url,
    newest: async (name) => {
      const version = packages[name];
      if (version === undefined) throw new Error(`404 ${name}`);
      return version;
    },
  };
}
