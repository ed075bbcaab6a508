import { createHash } from "node:crypto";
import type { GitHub } from "../sandbox/github/server.ts";
import type { CheckRun } from "../sandbox/github/state.ts";
import type { Deeds } from "./storm.ts";
import { TRAINED, type World } from "./world.ts";

type People = readonly string[];
type Asked = Pick<World, "github" | "query">;

/** All that is asked of a verdict here, worked out apart from the product: everybody on the head is trained, or not. */
export function rightConclusion(people: People): "success" | "action_required" {
  return people.every((login) => (TRAINED as readonly string[]).includes(login)) ? "success" : "action_required";
}

/** Every conclusion that any run ever showed, also those that it does not show any more. */
export function watchConclusions(github: GitHub): readonly { readonly run: CheckRun; readonly conclusion: string }[] {
  const seen: { run: CheckRun; conclusion: string }[] = [];
  const { runs } = github.state;
  const keep = runs.set.bind(runs);
  runs.set = (id, run) => {
    let conclusion = run.conclusion;
    Object.defineProperty(run, "conclusion", {
      enumerable: true,
      get: () => conclusion,
      set(value: CheckRun["conclusion"]) {
        conclusion = value;
        if (value) seen.push({ run, conclusion: value });
      },
    });
    return keep(id, run);
  };
  return seen;
}

/** What is not as it has to be once it is quiet, whatever was killed before; each finding is one line. */
export async function findProblems(
  world: Asked,
  deeds: Deeds,
  shown: ReturnType<typeof watchConclusions>,
): Promise<readonly string[]> {
  return [
    ...wrongVerdicts(world.github, deeds),
    ...wrongPasses(deeds, shown, world.github),
    ...unlikeGitHub(world.github),
    ...(await lostDeliveries(world)),
    ...(await brokenLog(world)),
  ];
}

function wrongVerdicts(github: GitHub, { open, heads }: Deeds): readonly string[] {
  const runsOf = (head: string) => {
    const [repository = "", sha = ""] = head.split("@");
    return github.checkRuns(repository, sha);
  };
  const twice = [...heads.keys()].filter((head) => runsOf(head).length > 1).map((head) => `${head} has two runs`);
  const wrong = [...open].flatMap(([{ headSha, number }, { repository, people }]) => {
    const [run] = runsOf(`${repository}@${headSha}`);
    const right = rightConclusion(people);
    const what = `${repository}#${number} (${headSha.slice(0, 8)}, ${people.join(" ")})`;
    return run?.conclusion === right ? [] : [`${what} shows ${run?.conclusion ?? "no run"} instead of ${right}`];
  });
  return [...twice, ...wrong];
}

/** Who is on a head never changes here, and nobody is trained meanwhile: a pass was right when it was given, or never. */
function wrongPasses({ heads }: Deeds, shown: ReturnType<typeof watchConclusions>, github: GitHub): readonly string[] {
  return shown
    .filter(({ conclusion }) => conclusion === "success" || conclusion === "neutral")
    .map(({ run, conclusion }) => ({ head: headOf(github, run), conclusion }))
    .filter(({ head }) => rightConclusion(heads.get(head) ?? ["nobody"]) !== "success")
    .map(({ head, conclusion }) => `${head} passed (${conclusion}), and should not have`);
}

function headOf({ state }: GitHub, { suite }: CheckRun): string {
  const repository = state.repositories.get(suite.repositoryId);
  const owner = state.organizations.get(repository?.ownerId ?? 0);
  return `${owner?.login}/${repository?.name}@${suite.headSha}`;
}

function unlikeGitHub({ violations, errors }: GitHub): readonly string[] {
  return [...violations.map((violation) => JSON.stringify(violation)), ...errors.map(String)];
}

/** What arrived is stored; what GitHub saw fail came again at the next start. */
async function lostDeliveries({ github, query }: Asked): Promise<readonly string[]> {
  const stored = new Set((await query<{ id: string }>("SELECT id FROM delivery")).map(({ id }) => id));
  const lost = github.deliveries.all().filter(({ guid }) => !stored.has(guid));
  return lost.map(({ guid, event, statusCode }) => `${event} ${guid} is not stored; its answer was ${statusCode}`);
}

/** Contiguous from 0, each leaf as its bytes say, and the decision behind every run that GitHub shows is in it. */
async function brokenLog({ github, query }: Asked): Promise<readonly string[]> {
  const entries = await query<{ seq: string; body: string; leaf: string }>(
    "SELECT seq, body, encode(leaf_hash, 'hex') AS leaf FROM log_entry ORDER BY seq",
  );
  const gaps = entries
    .filter(({ seq }, index) => Number(seq) !== index)
    .map(({ seq }) => `entry ${seq} has a gap before`);
  const changed = entries
    .filter(({ body, leaf }) => createHash("sha256").update(Uint8Array.of(0)).update(body).digest("hex") !== leaf)
    .map(({ seq }) => `entry ${seq} is not what its leaf says`);
  const decided = new Set(entries.map(({ body }) => (JSON.parse(body) as Entry).decision_id));
  const unlogged = [...github.state.runs.values()]
    .filter(({ externalId }) => !decided.has(externalId))
    .map(({ id }) => `the decision behind run ${id} is in no entry`);
  return [...gaps.slice(0, 1), ...changed, ...unlogged];
}

interface Entry {
  readonly decision_id?: string;
}
