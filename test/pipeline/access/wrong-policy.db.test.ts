import { beforeAll, describe, expect, it } from "vitest";
import { policyOf } from "../../policy/files.ts";
import { ORG } from "../../support/access-model/grounds.ts";
import { createLargeOrganisation } from "../../support/large-organisation.ts";
import { useStores } from "../../support/stores.ts";

const PEOPLE = 100;
const TEAMS = 3;
/** Ten in each team: three people of ten have a seat that the policy speaks of. */
const SEATS = 30;
const DAY = 24;

const policy = (validFor: string) =>
  policyOf(`
  mode: block
  layers: { developer: { courses: [owasp-top-10-2025], valid_for: ${validFor} } }
  require: [{ who: { access: any }, layers: [developer] }]
  grace: { renewal: 0d }
  renew_from: 30d
  access:
    level: grant_on_completion
    teams: [{ team: "team-*", on_lapse: remove }]
  cap: { removals_per_run: 5 }
`);
const RIGHT = policy("365d");
const WRONG = policy("36d");

describe(`a policy that by one slip would take the access of ${SEATS} of ${PEOPLE} people`, () => {
  const test = useStores();
  let acme: Awaited<ReturnType<typeof createLargeOrganisation>>;
  const runs = () => acme.desk.runs(ORG);

  beforeAll(async () => {
    acme = await createLargeOrganisation(test, { people: PEOPLE, teams: TEAMS });
    await acme.install(RIGHT);
    acme.wait(100 * DAY);
  });

  it("is stopped by the cap: nothing is written at GitHub, and an admin is asked", async () => {
    await acme.setPolicy(WRONG);
    await acme.run();

    expect(acme.writes).toEqual([]);
    expect(await runs()).toMatchObject([{ kind: "removals", asked: SEATS, taken: 0, cap: 5, state: "held" }]);
    expect(await acme.entries("access.capped")).toMatchObject([
      { kind: "removals", counts: { asked: SEATS, taken: 0, cap: 5 } },
    ]);
    expect(await acme.entries("access.revoked")).toEqual([]);
  });

  it("takes nothing hour by hour either, and asks once", async () => {
    for (let hour = 0; hour < 2; hour++) {
      acme.wait(1);
      await acme.run();
    }

    expect(acme.writes).toEqual([]);
    expect(await runs()).toHaveLength(1);
    expect(await acme.entries("access.capped")).toHaveLength(1);
  });

  it("is forgotten once it is mended: what asked asks no more, and nobody was touched", async () => {
    const [stopped] = await runs();
    acme.wait(1);
    await acme.setPolicy(RIGHT);
    await acme.run();

    expect(await runs()).toEqual([]);
    expect((await acme.stores.accessRuns.find(stopped?.id ?? ""))?.state).toBe("dropped");
    expect(await acme.desk.releaseRun(acme.by, stopped?.id ?? "", "too late")).toMatchObject({ ok: false });
    expect(acme.writes).toEqual([]);
    expect(acme.seated()).toHaveLength(SEATS);
  });

  it("takes what was counted when an admin says so, and no more than is still due", async () => {
    acme.wait(1);
    await acme.setPolicy(WRONG);
    await acme.run();
    const [stopped] = await runs();
    expect(stopped?.asked).toBe(SEATS);
    await acme.train("member-7");

    expect(await acme.desk.releaseRun(acme.by, stopped?.id ?? "", "they were told")).toMatchObject({ ok: true });
    await acme.work();

    expect(acme.seated()).toEqual(["member-7"]);
    expect(acme.writes).toHaveLength(SEATS - 1);
    expect(new Set(acme.writes).size).toBe(SEATS - 1);
    expect(acme.writes.every((write) => write.startsWith("removeFromTeam "))).toBe(true);
    expect(await acme.entries("access.released")).toHaveLength(1);
    expect(await acme.entries("access.revoked")).toHaveLength(SEATS - 1);
  });
});
