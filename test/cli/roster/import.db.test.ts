import { describeRosterOf } from "../../support/roster-import.ts";

describeRosterOf(5_000);
