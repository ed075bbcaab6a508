import assert from "node:assert/strict";
import type { Credential } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

/** Mira leaves on Friday. On Monday somebody pushes with the deploy key that she made. */
export async function prove(subject: Subject): Promise<void> {
  const inventory: readonly Credential[] = [
    { id: "github:mira", kind: "account", owner: "mira", seenBy: ["mira"] },
    {
      id: "cloud:mira-admin",
      kind: "account",
      owner: "mira-admin",
      seenBy: ["mira-admin"],
    },
    { id: "pat:mira/ci", kind: "token", owner: "mira", seenBy: ["mira"] },
    { id: "pat:jon/docs", kind: "token", owner: "jon", seenBy: ["jon"] },
    { id: "key:shop/deploy", kind: "deploy-key", seenBy: ["mira"] },
    { id: "app:release-bot", kind: "app-key", seenBy: ["mira-admin", "jon"] },
    { id: "secret:smtp", kind: "shared-secret", seenBy: ["jon"] },
  ];
  const steps = subject.leaverPlan(["mira", "mira-admin"], inventory);
  const actionOn = (id: string) =>
    steps.find(({ credential }) => credential === id)?.action;

  const own = ["github:mira", "cloud:mira-admin", "pat:mira/ci"];
  for (const id of own) assert.equal(actionOn(id), "end", `${id} ends`);
  for (const id of ["pat:jon/docs", "secret:smtp"])
    assert.equal(actionOn(id), undefined, `${id} is left alone`);

  assert.equal(
    actionOn("key:shop/deploy"),
    "replace",
    "the deploy key that she made still opens the repository",
  );
  assert.equal(
    actionOn("app:release-bot"),
    "replace",
    "the App's key that she could read still signs in as it",
  );
}
