import { describeRounds } from "./describe-rounds.ts";

describeRounds(
  "the database's processes, killed at a random moment while 100 deliveries arrive",
  Array.from({ length: 7 }, () => "database"),
);
