import { addUser } from "./people.ts";
import type { Organization, Repository, State, User } from "./state.ts";
import { addOrganization, addRepository, addTeam } from "./world-building.ts";

/** Somebody to be on the stand-in's page. */
export interface Persona {
  readonly login: string;
  readonly is: string;
}

export const PERSONAS: readonly Persona[] = [
  { login: "mira", is: "developer, new" },
  { login: "jo", is: "developer, no training yet" },
  { login: "ada", is: "developer" },
  { login: "noor", is: "contractor, outside collaborator on web" },
  { login: "sam", is: "platform admin, organisation owner" },
  { login: "leo", is: "security" },
  { login: "audrey", is: "auditor, no membership" },
];

/** An organisation small enough to know by heart and large enough for every rule: `acme`. */
export function seedAcme(state: State): void {
  const people = seedPeople(state);
  const acme = addOrganization(state, { login: "acme", name: "Acme Payments", basePermission: "none" });
  acme.members.set(people.sam.id, "admin");
  for (const user of [people.mira, people.jo, people.ada, people.leo]) acme.members.set(user.id, "member");
  seedTeams(state, acme, people, seedRepositories(state, acme, people.sam));
}

function seedPeople(state: State) {
  const person = (login: string, name: string) => addUser(state, { login, name, emails: [`${login}@acme.example`] });
  addUser(state, { login: "web-flow", id: 19_864_447, name: "GitHub Web Flow", emails: ["noreply@github.com"] });
  addUser(state, { login: "dependabot[bot]", id: 49_699_333, type: "Bot" });
  addUser(state, { login: "renovate[bot]", id: 29_139_614, type: "Bot" });
  addUser(state, { login: "Copilot", id: 198_982_749, type: "Bot" });
  return {
    mira: person("mira", "Mira Novak"),
    jo: person("jo", "Jo Berg"),
    ada: person("ada", "Ada Okafor"),
    leo: person("leo", "Leo Marsh"),
    sam: person("sam", "Sam Ilves"),
    noor: addUser(state, {
      login: "noor",
      name: "Noor Haddad",
      emails: ["noor@contractor.example", { email: "noor@old.example", verified: false }],
    }),
    audrey: addUser(state, { login: "audrey", name: "Audrey Klein", emails: ["audrey@audit.example"] }),
  };
}

type People = Readonly<Record<"mira" | "jo" | "ada" | "leo" | "sam" | "noor" | "audrey", User>>;

const PRIVATE = ["payments-api", "web", "infra", "legacy-crm", "sandbox-play", ".github"] as const;
type Named = (typeof PRIVATE)[number] | "docs" | "handbook";

function seedRepositories(state: State, owner: Organization, creator: User): Readonly<Record<Named, Repository>> {
  const named = PRIVATE.map((name) => [name, addRepository(state, { owner, name, creator })] as const);
  const docs = addRepository(state, { owner, name: "docs", visibility: "public", creator });
  const handbook = addRepository(state, { owner, name: "handbook", visibility: "internal", creator });
  return { ...Object.fromEntries(named), docs, handbook } as Record<Named, Repository>;
}

function seedTeams(
  state: State,
  acme: Organization,
  people: People,
  repositories: Readonly<Record<Named, Repository>>,
): void {
  const { mira, jo, ada, leo, sam, noor } = people;
  addTeam(state, acme, {
    slug: "payments",
    members: [mira, jo, ada],
    repositories: [
      [repositories["payments-api"], "write"],
      [repositories["sandbox-play"], "write"],
      [repositories["legacy-crm"], "write"],
    ],
  });
  addTeam(state, acme, {
    slug: "frontend",
    members: [jo, ada],
    repositories: [
      [repositories.web, "write"],
      [repositories.docs, "write"],
    ],
  });
  addTeam(state, acme, {
    slug: "platform",
    members: [sam],
    repositories: [
      [repositories.infra, "admin"],
      [repositories[".github"], "admin"],
    ],
  });
  addTeam(state, acme, {
    slug: "security",
    privacy: "secret",
    members: [leo],
    repositories: Object.values(repositories).map((repository) => [repository, "triage"] as const),
  });
  repositories.web.collaborators.set(noor.id, "write");
}
