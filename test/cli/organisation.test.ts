import { describe, expect, it } from "vitest";
import { noOrganisation } from "../../src/cli/organisation.ts";

describe("an organisation that cannot be told", () => {
  it.each([
    [
      "where the App is installed nowhere",
      "acme",
      [],
      "Install it and start the server, or say by DATABASE_URL or DATA_DIR",
    ],
    ["where several are, and none is named", undefined, ["acme", "other"], "--org is needed, one of: acme, other"],
    [
      "where another is named",
      "acne",
      ["acme"],
      "--org: acne is not among the organisations that are known here: acme",
    ],
  ])("is asked for %s", (_, login, known, told) => {
    const active = known.map((orgLogin) => ({ orgLogin }));

    expect(noOrganisation(login, active).message).toContain(told);
  });
});
