import { teamOf, userOf } from "./github/find.ts";
import { createLearner, type Learner } from "./learner.ts";
import { policyInForce, type Say, until } from "./story-steps.ts";
import type { SandboxWorld } from "./world.ts";

const TEAM = "payments";

/** The policy of the story, with seats in the team waiting for training too. */
function withSeats(policy: string): string {
  return `${policy.replace("mode: block }", "mode: block, access: grant_on_completion }")}  access: { teams: [{ team: ${TEAM} }] }
`;
}

/** A new hire is to work on payments: the seat waits for the course, and comes with it. */
export async function tellAccess(
  world: SandboxWorld,
  { step, say }: { readonly step: (text: string) => void; readonly say: Say },
  policy: string,
): Promise<void> {
  const { actions } = world.github;

  step(`Sam writes into the policy that seats of the team ${TEAM} wait for training.`);
  await policyInForce(world, () => {
    const path = ".github/app.yml";
    actions.commitFile({ as: "sam", repository: "acme/.github", path, content: withSeats(policy) });
  });

  step(`Nova starts today. Sam invites her into ${TEAM}, and she joins.`);
  actions.createAccount({ login: "nova" });
  actions.addMember({ as: "sam", user: "nova", teams: [TEAM] });
  await until("the seat to be taken back", () => (isIn(world, "nova") ? undefined : true));
  say(`   GitHub: nova is a member of acme, and not of ${TEAM}.`);

  step("She signs in, and reads what waits and for what.");
  const nova = await createLearner({ app: world.app.url, github: world.github.url }, "nova");
  await nova.signIn();
  say(`   ${await until("the page to say so", () => readWaiting(world, nova))}`);

  step(`She takes the course and signs, and is in ${TEAM} without anybody's doing.`);
  const signed = performance.now();
  await nova.complete("Nova Lind");
  await until("the seat", () => (isIn(world, "nova") ? true : undefined));
  say(
    `   GitHub: nova is a member of ${TEAM}, ${((performance.now() - signed) / 1000).toFixed(1)} s after she began the quiz.`,
  );
}

function isIn({ github: { state } }: SandboxWorld, login: string): boolean {
  const { id } = userOf(state, login);
  return [...state.organizations.values()].some((organization) => teamOf(organization, TEAM).members.has(id));
}

async function readWaiting({ app }: SandboxWorld, { browser }: Learner): Promise<string | undefined> {
  const { html } = await browser.get(`${app.url}/`);
  return /Your access to the team [^.<]+\./.exec(html)?.[0];
}
