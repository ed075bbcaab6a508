import { ConfigError } from "../../src/config.ts";
import { storyPolicy, tellStory } from "./story.ts";
import { DataDirUsedError, startWorld } from "./world.ts";

const say = (line: string) => console.log(line);

/** The story by itself, to its end; what it wrote stays in DATA_DIR, if that was named. */
async function play(): Promise<void> {
  const started = performance.now();
  const world = await startWorld(process.env, { fixedPorts: false });
  try {
    await tellStory(world, say);
  } finally {
    await world.stop();
  }
  say(`\nThe story is told, in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  if (world.kept)
    say(
      `Its data is in ${world.dataDir}: every command works on it, for example\n  DATA_DIR=${world.dataDir} npx training-gate log show`,
    );
}

/** Both sides in a browser, until Ctrl-C. */
async function serve(): Promise<void> {
  const world = await startWorld(process.env, { fixedPorts: true });
  const { actions } = world.github;
  actions.commitFile({
    as: "sam",
    repository: "acme/.github",
    path: ".github/app.yml",
    content: storyPolicy(world.github),
  });
  actions.requireCheck({ as: "sam", repository: "acme/payments-api" });
  say(`The stand-in GitHub: ${world.github.url}   be anybody there: open a pull request, push, merge, sign in`);
  say(`training-gate:       ${world.app.url}   what they see`);
  say("Ctrl-C ends it.");
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await world.stop();
}

try {
  await (process.argv.includes("--play") ? play() : serve());
} catch (error) {
  const foreseen = error instanceof DataDirUsedError || error instanceof ConfigError;
  console.error(foreseen ? error.message : error);
  process.exitCode = foreseen ? 2 : 1;
}
process.exit();
