import type { PolicyStore } from "../../domain/stores/verdicts.ts";
import { readStoredPolicy } from "../../policy/digest.ts";
import { explainPolicy, formatExplanation, type Topic } from "../../policy/explain.ts";
import { readOrigins } from "../../policy/layer.ts";
import { organisations } from "../changes.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { withStores } from "../storage.ts";
import { type CheckPolicy, refuse } from "./check.ts";
import { readPolicies } from "./files.ts";

export interface ExplainPolicy extends CheckPolicy {
  /** What is in force there, instead of what files say. */
  readonly org?: string;
}

export async function explainPolicyFile(cli: Cli, options: ExplainPolicy): Promise<ExitCode> {
  if (options.org !== undefined) return explainInForce(cli, options.org, options);
  const { terminal } = cli;
  const read = await readPolicies(terminal, options);
  if (!read.ok) return refuse(terminal, options, read.problems);

  const topics = explainPolicy(read.layered);
  const { digest } = read.layered;
  terminal.tell(options.json ? JSON.stringify({ ok: true, digest, topics }) : formatExplanation(topics));
  return 0;
}

/** The answer is no where something waits, or cannot be used: what is in force is then not what the file says. */
async function explainInForce(cli: Cli, org: string, { file, organisation, json }: ExplainPolicy): Promise<ExitCode> {
  if (file !== undefined || organisation !== undefined)
    throw new UsageError("--org tells what is in force by the database. Leave the files out, or leave --org out");
  return withStores(cli, async (stores) => {
    const [installation] = await organisations(stores, org);
    const state = installation ? await stores.policies.stateOf(installation.orgId) : null;
    const topics = [...waitingTopics(state), ...(await inForceTopics(state, stores.policies))];
    const digest = state?.inForce?.digest ?? null;
    const ok = state?.inForce != null && state.held === null && state.problem === null;
    cli.terminal.tell(json ? JSON.stringify({ ok, digest, topics }) : formatExplanation(topics));
    return ok ? 0 : 1;
  });
}

type State = Awaited<ReturnType<PolicyStore["stateOf"]>>;

function waitingTopics(state: State): readonly Topic[] {
  const said = (text: string): Topic => ({ heading: "Waiting", sentences: [{ text, origins: [] }] });
  if (!state) return [said("Nothing is in force yet: the organisation's file was not read so far.")];
  const { inForce, problem, held } = state;
  const stays = inForce ? "what is told below stays in force" : "nothing is in force, and nothing is decided";
  if (problem !== null)
    return [said(`The organisation's file cannot be used (${problem}): ${stays}. \`policy check\` tells the lines.`)];
  if (!held) return [];
  return [
    said(
      `Policy ${held.digest.slice(0, 8)} is held since ${held.at.toISOString()}: it would newly block ${held.newlyBlocked} of ${held.open} open pull requests. ` +
        "Until `policy release` lets it in, what is told below stays in force.",
    ),
  ];
}

async function inForceTopics(state: State, policies: Pick<PolicyStore, "find">): Promise<readonly Topic[]> {
  const stored = state?.inForce ? await policies.find(state.inForce.digest) : null;
  const policy = stored && readStoredPolicy(stored);
  if (!stored || !policy) return [];
  return explainPolicy({
    policy,
    digest: stored.digest,
    floor: {},
    raised: [],
    provenance: readOrigins(stored.sources),
  });
}
