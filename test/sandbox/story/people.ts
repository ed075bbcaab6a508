import assert from "node:assert/strict";
import { learn } from "../../support/product.ts";
import { PROGRAMME_REPOSITORY } from "../../support/programme.ts";
import {
  askWaiver,
  checkOf,
  endAda,
  hireNova,
  isSeated,
  type Office,
  openPull,
  seatNova,
} from "../../support/programme-people.ts";
import type { PullRequest } from "../github/state.ts";
import { refusalOf } from "./check.ts";
import { expectRan } from "./expect.ts";
import type { Teller } from "./teller.ts";

/** Three pull requests, and what their authors are asked for. Answers the first. */
export async function tellRoles(office: Office, { step, table }: Teller): Promise<PullRequest> {
  step("Each is asked for what their role needs: three of them open a pull request.");
  office.product.github.actions.requireCheck({ as: "sam", repository: PROGRAMME_REPOSITORY });
  await office.product.settled();
  const pull = await openPull(office, "mira");
  const seen = [
    [pull, "Mira", "engineer", "OWASP Top 10:2025"],
    [await openPull(office, "ada"), "Ada", "finance", "Security awareness"],
    [await openPull(office, "sam", "acme/infra"), "Sam", "platform", null],
  ] as const;
  for (const [opened, name, , needs] of seen) {
    const { conclusion, output } = checkOf(office, opened) ?? {};
    assert.equal(conclusion, needs === null ? "success" : "action_required", name);
    assert.ok(output?.summary?.includes(needs ?? "Nothing is left to do"), `${name} is not asked for ${needs}`);
  }
  const rows = seen.map(([opened, name, role, needs]) => [
    name,
    role,
    needs ?? "nothing",
    checkOf(office, opened)?.conclusion ?? "",
  ]);
  table([["who", "role", "needs", "check"], ...rows]);
  return pull;
}

export async function tellTraining(office: Office, { step, tell }: Teller, pull: PullRequest): Promise<void> {
  const { product } = office;
  step("Mira cannot merge. She takes the course, signs, and can.");
  const { actions } = product.github;
  const merge = () => actions.mergePullRequest({ as: "mira", repository: PROGRAMME_REPOSITORY, number: pull.number });
  tell(`GitHub: ${refusalOf(merge)}`);
  await learn(product, "mira", { name: "Mira Novak" });
  merge();
  await product.settled();
  tell("GitHub: merged.");

  step("Ada of finance takes her own course, and Noor, a contractor, the developers'.");
  await learn(product, "ada", { name: "Ada Okafor", course: "security-awareness" });
  await learn(product, "noor", { name: "Noor Haddad" });
  tell("Both have passed and signed.");
}

/** Who comes waits for the course, and who leaves leaves the team. */
export async function tellSeats(office: Office, { step, tell }: Teller): Promise<void> {
  const { product } = office;
  step("Nova is new in the next file. Sam puts her into payments: the seat waits until she has taken the course.");
  expectRan(await hireNova(office), /added: 1 · changed: 0 · ended: 0 · unchanged: 6/);
  await seatNova(office);
  assert.equal(isSeated(office, "nova"), false, "Nova's seat does not wait");
  tell("GitHub: Nova is not in payments.");
  await learn(product, "nova", { name: "Nova Lind" });
  assert.equal(isSeated(office, "nova"), true, "Nova has no seat");
  tell("She has passed and signed. GitHub: Nova is in payments.");

  step("By the file after that, yesterday was Ada's last day.");
  assert.equal(isSeated(office, "ada"), true, "Ada had no seat");
  expectRan(await endAda(office));
  assert.equal(isSeated(office, "ada"), false, "Ada kept her seat");
  product.github.actions.removeMember({ as: "sam", user: "ada" });
  await product.settled();
  tell("GitHub: Ada is not in payments. Sam ends her membership, and with it goes the rest.");
}

export async function tellExceptions(office: Office, { step, tell }: Teller): Promise<void> {
  step("Jo has to ship a fix before her course. Leo asks for a waiver for her, and would approve it himself.");
  const held = await openPull(office, "jo");
  const alone = await askWaiver(office, "leo");
  expectRan(alone, /Who asked cannot approve/, 1);
  assert.equal(checkOf(office, held)?.conclusion, "action_required");
  tell(`Refused: ${alone.complaints}.`);

  step("Sam asks, Leo approves: a week, for payments alone.");
  expectRan(await askWaiver(office, "sam"));
  assert.equal(checkOf(office, held)?.conclusion, "success");
  tell("Jo's pull request may merge; the reason, both names and the end are in the log.");
}
