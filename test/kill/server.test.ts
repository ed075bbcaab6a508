import { describeRounds } from "./describe-rounds.ts";

describeRounds("the server, killed at a random moment while 100 deliveries arrive", [
  "server",
  "server",
  "both",
  "server",
  "server",
  "both",
  "server",
  "both",
]);
