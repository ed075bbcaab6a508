import { teamOf, userOf } from "../sandbox/github/find.ts";
import type { GitHub } from "../sandbox/github/server.ts";
import { type Instant, type Line, readLines } from "./access-reports.ts";
import type { Product } from "./product.ts";
import type { Time } from "./time.ts";

export const TEAM = "payments";
export const READING_TEAM = "payments-readers";

/** What people are told stands outside of the boundary: to read it nobody needs training. */
export const ACCESS_POLICY = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
  access:
    level: grant_on_completion
    teams: [{ team: ${TEAM}, on_lapse: to_reading_team, reading_team: ${READING_TEAM} }]
  boundary:
    repositories: { include: ["*"], exclude: [onboarding] }
  scopes:
    - { repositories: [web, infra, docs], mode: block, access: merge_gate }
  notices: { repository: onboarding, team: onboarding-readers }
`;

/** The acts of the story of Nova, who is to work in a team that waits for training. */
export interface AccessStory {
  /** Nobody reads without a team; one of them is for reading alone, one for being told things. */
  prepare(): Promise<void>;
  invite(): Promise<void>;
  /** Of both teams those that Nova is in. */
  seats(): readonly string[];
  /** The repositories of a team, as `acme/NAME`. */
  reachedBy(team: string): readonly string[];
  /** The issue in which they are told. */
  notice(): string | undefined;
  /** Keeps the time for a question about this instant. */
  remember(instant: Instant): void;
  /** Nova's own lines of a report, taken today. */
  linesOf(report: "R-03" | "R-05", asked?: readonly string[]): Promise<readonly Line[]>;
  /** Of R-05 at this instant: the team's repositories that Nova had, role, whether trained, by what. */
  accessAt(instant: Instant): Promise<readonly (readonly string[])[]>;
}

export function createAccessStory(product: Product, time: Time, folder: string): AccessStory {
  const times = new Map<Instant, string>();
  const acme = () => acmeOf(product.github);

  const story: AccessStory = {
    async prepare() {
      prepareTeams(product.github, story.reachedBy(TEAM));
      await product.sweep();
    },
    async invite() {
      const { actions } = product.github;
      actions.createAccount({ login: "nova" });
      actions.inviteMember({ as: "sam", user: "nova", teams: [TEAM] });
      actions.acceptInvitation({ as: "nova" });
      await product.settled();
    },
    seats() {
      const { id } = userOf(product.github.state, "nova");
      return [TEAM, READING_TEAM].filter((slug) => teamOf(acme(), slug).members.has(id));
    },
    reachedBy(team) {
      const { repositories } = teamOf(acme(), team);
      const all = [...product.github.state.repositories.values()];
      return all.filter(({ id }) => repositories.has(id)).map(({ name }) => `acme/${name}`);
    },
    notice: () => [...product.github.state.issues.values()].find(({ body }) => body.startsWith("@nova\n"))?.body,
    remember: (instant) => void times.set(instant, time.clock().toISOString()),
    linesOf: (report, asked = []) => readLines(product, time, { report, asked, folder }),
    async accessAt(instant) {
      const lines = await story.linesOf("R-05", ["--at", times.get(instant) ?? ""]);
      const reached = story.reachedBy(TEAM);
      return lines
        .filter(({ repository }) => reached.includes(String(repository)))
        .map(({ repository, permission, trained_as_of, via }) =>
          [repository, permission, trained_as_of, ...(via as readonly string[])].map(String),
        )
        .toSorted();
    },
  };
  return story;
}

function prepareTeams({ actions }: GitHub, repositories: readonly string[]): void {
  actions.setBasePermission({ as: "sam", role: "none" });
  actions.createRepository({ as: "sam", name: "onboarding", visibility: "private" });
  actions.createTeam({ as: "sam", team: "onboarding-readers" });
  actions.giveTeamRepository({ as: "sam", team: "onboarding-readers", repository: "acme/onboarding", role: "read" });
  actions.createTeam({ as: "sam", team: READING_TEAM });
  for (const repository of repositories)
    actions.giveTeamRepository({ as: "sam", team: READING_TEAM, repository, role: "read" });
}

function acmeOf({ state }: GitHub) {
  const [organization] = state.organizations.values();
  if (!organization) throw new Error("The world has no organisation");
  return organization;
}
