import { many } from "../../domain/many.ts";

/** Other systems that ask who is trained. */
export const clientTexts = {
  title: "Connected systems",
  text: "Which other systems ask who is trained, and how often.",
  intro:
    "What may ask who is trained, and what is told of it by itself. Systems are added and revoked with `training-gate client`, where a token is shown once.",
  none: "None was added yet.",
  search: "Name, or address of its hook",
  shows: { active: "May ask", revoked: "Revoked" },
  count: (count: number) => many(count, "system", "systems"),
  added: "Added on ",
  reads: (count: number) => (count === 0 ? "has not asked yet" : `asked ${count === 1 ? "once" : `${count} times`}`),
  last: ", last on ",
  hook: (url: string) => `Is told at ${url}`,
  taken: (count: number) => `took ${many(count, "message", "messages")}`,
} as const;
