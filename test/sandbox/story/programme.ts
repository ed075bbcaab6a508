import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startMailbox } from "../../support/mailbox.ts";
import type { Office } from "../../support/programme-people.ts";
import type { SandboxWorld } from "../world.ts";
import { tellAwareness, tellPolicies, tellReview } from "./office.ts";
import { tellPack, tellVerified } from "./pack.ts";
import { tellExceptions, tellRoles, tellSeats, tellTraining } from "./people.ts";
import { tellFiles, tellLinks } from "./roster.ts";
import type { Teller } from "./teller.ts";

/** Everything around the gate, from the first file of people to the pack that an auditor takes away. */
export async function tellProgramme(world: SandboxWorld, teller: Teller): Promise<void> {
  const home = join(world.dataDir, "desk");
  await mkdir(home);
  const mailbox = await startMailbox();
  const office: Office = { product: world, home, mailbox: () => mailbox, clock: world.time.clock };
  try {
    await tellFiles(office, teller);
    await tellLinks(office, teller);
    const pull = await tellRoles(office, teller);
    await tellTraining(office, teller, pull);
    await tellSeats(office, teller);
    await tellExceptions(office, teller);
    await tellAwareness(office, teller);
    await tellPolicies(office, teller);
    await tellReview(office, teller);
    await tellPack(office, teller);
    tellVerified(office, teller);
  } finally {
    await mailbox.close();
  }
}
