import { describe, expect, it } from "vitest";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const policy = (require: boolean) => `
  mode: block
  pull_requests:
    paths: [{ touches: [src/auth/**], module: owasp-top-10-2025/authentication-failures, require: ${require} }]
`;

describe.each([
  { rule: "only links", require: false, conclusion: "success", title: "Training is current" },
  { rule: "requires", require: true, conclusion: "failure", title: "Training could not be checked" },
])("where a rule $rule a module and GitHub does not tell the files", ({ require, conclusion, title }) => {
  const flow = useFlow({ enforcement: policy(require) });

  it(`the check comes to "${title}", and is right again once GitHub tells them`, async () => {
    await train(flow, "ada");
    const files = { "src/auth/login.ts": "1" };
    const pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{ files }] });
    await flow.settled();
    const again = () => flow.github.actions.rerequestCheckRun({ as: "ada", repository, number: pull.number });
    const before = runOn(flow, pull);

    flow.github.faults.set({ route: "graphql", failWith: 502 });
    again();
    const during = await flow.until(
      "the new run",
      () => (runOn(flow, pull)?.id === before?.id ? undefined : runOn(flow, pull)),
      60_000,
    );
    flow.github.faults.clear();
    again();
    await flow.settled();

    expect(before?.output.summary).toContain("For what this touches");
    expect(during).toMatchObject({ conclusion, output: { title } });
    expect(during.output.summary).not.toContain("For what this touches");
    expect(runOn(flow, pull)).toMatchObject({ conclusion: "success" });
    expect(runOn(flow, pull)?.output.summary).toContain("For what this touches");
  }, 90_000);
});
