import { describeRosterOf } from "../support/roster-import.ts";

describeRosterOf(50_000, { inProcess: true });
