import type { PersonId } from "../../src/domain/ids.ts";
import type { DeliveredText, MicroQuizAnswer } from "../../src/domain/stores/awareness.ts";
import { type AwarenessReading, createAwarenessReading } from "../../src/pipeline/awareness/micro-quizzes.ts";
import type { Newsletter } from "../../src/programme/awareness/newsletter.ts";
import { NOON } from "./a-web.ts";

/** Newsletters and their questions, with answers in memory. */
export function aReadingDesk(
  newsletters: readonly Newsletter[],
  delivered: readonly (DeliveredText & { readonly text: string })[] = [],
): AwarenessReading {
  const answers = new Map<string, MicroQuizAnswer>();
  const keyOf = (person: PersonId, quizSha256: string) => `${person} ${quizSha256}`;
  const awareness = {
    answerOf: async (person: PersonId, quizSha256: string) => answers.get(keyOf(person, quizSha256)) ?? null,
    async answer(answer: MicroQuizAnswer) {
      const key = keyOf(answer.person, answer.quizSha256);
      const isNew = !answers.has(key);
      if (isNew) answers.set(key, answer);
      return isNew;
    },
    deliveredTo: async (_: PersonId, limit: number) => delivered.slice(0, limit),
    deliveredText: async (_: PersonId, slug: string) => delivered.find((one) => one.slug === slug) ?? null,
  };
  const stores = { awareness } as unknown as Parameters<typeof createAwarenessReading>[0]["stores"];
  return createAwarenessReading({
    stores,
    transact: (run) => run(stores as never),
    entries: {
      append: async () => {},
      appendAll: async () => {},
      subjectOf: async (_, person) => ({ subject: person, identity_commitment: "" }),
    },
    clock: () => NOON,
    newsletters,
  });
}
