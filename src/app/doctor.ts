import type { ConfigWith } from "../config.ts";
import type { CoverageReport } from "../gate/coverage-report.ts";
import { sendTest, type TestAnswer, type TestAsk } from "../pipeline/notices/send-test.ts";
import { diagnose } from "../pipeline/sweep/diagnose.ts";
import { withCore } from "./command.ts";
import type { Deps } from "./storage.ts";

/** Looks at GitHub whether the gate is real, beside a server that runs or without one, and keeps what it found. */
export function runDoctor(
  config: ConfigWith<"github" | "server">,
  deps: Deps,
  { org }: { readonly org: string | null },
): Promise<readonly CoverageReport[]> {
  return withCore(config, deps, ({ look }) =>
    diagnose(org, {
      ...look,
      testChannels: async (installation, policy) => {
        const faults = await Promise.all(look.channels.forPeople(installation, policy).map((one) => one.test()));
        return faults.flat();
      },
    }),
  );
}

/** One message to one person or address, to see that it arrives. */
export function sendTestNotice(config: ConfigWith<"github" | "server">, deps: Deps, ask: TestAsk): Promise<TestAnswer> {
  return withCore(config, deps, ({ look }) => sendTest(ask, look));
}
