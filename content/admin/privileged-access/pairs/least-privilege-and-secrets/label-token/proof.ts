import assert from "node:assert/strict";
import type { GitHub, Level, TokenRequest } from "./fixed.ts";

type Subject = typeof import("./fixed.ts");

/** The script's token ends up in a build log. What can a reader of that log do within the hour? */
export async function prove(subject: Subject): Promise<void> {
  const github = new FakeGitHub();
  await subject.labelStale(github, 7, "shop", [41, 42]);
  assert.deepEqual(
    github.labels,
    ["shop#41 stale", "shop#42 stale"],
    "the issues get their label",
  );

  for (const token of github.tokens.keys()) {
    const elsewhere = github.may(token, "payroll", "issues", "read");
    assert.ok(!elsewhere, "the leaked token opens a repository the job never touches");
    const push = github.may(token, "shop", "contents", "write");
    assert.ok(!push, "the leaked token can push code, though the job only labels");
  }
}

class FakeGitHub implements GitHub {
  readonly labels: string[] = [];
  readonly tokens = new Map<string, TokenRequest>();
  readonly #repositories: readonly string[] = ["shop", "payroll"];
  readonly #permissions: Readonly<Record<string, Level>> = {
    issues: "write",
    contents: "write",
  };

  async createInstallationToken(
    _installation: number,
    request: TokenRequest,
  ): Promise<string> {
    const token = `ghs_${this.tokens.size}`;
    this.tokens.set(token, request);
    return token;
  }

  async addLabel(
    token: string,
    repository: string,
    issue: number,
    label: string,
  ): Promise<void> {
    if (!this.may(token, repository, "issues", "write"))
      throw new Error("403 Resource not accessible by integration");
    this.labels.push(`${repository}#${issue} ${label}`);
  }

  may(token: string, repository: string, permission: string, level: Level): boolean {
    const request = this.tokens.get(token);
    if (!request || !(request.repositories ?? this.#repositories).includes(repository))
      return false;
    const granted = (request.permissions ?? this.#permissions)[permission];
    return granted === "write" || granted === level;
  }
}
