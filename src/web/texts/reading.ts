import type { Stack } from "../../training/curriculum.ts";

const stacks: Readonly<Record<Stack, string>> = { typescript: "TypeScript", python: "Python" };

/** What a page adds to the text of a module. */
export const readingTexts = {
  stacks,
  pair: {
    label: (stack: Stack) => `The same code twice, in ${stacks[stack]}`,
    vulnerable: "Vulnerable",
    fixed: "Fixed",
    other: (stack: Stack) => `The same in ${stacks[stack]}`,
    first: (stack: Stack) => `Show me ${stacks[stack]} first, from now on`,
  },
  organisation: {
    report: {
      title: (name: string | null) => `Report it ${name === null ? "in your organisation" : `at ${name}`}`,
      contact: "Tell first: ",
      onCall: "Outside office hours: ",
      mail: "By e-mail: ",
      nothing:
        "Your organisation has not written down here how to report. Tell your manager or your security team now, and ask the people who run this service to fill it in.",
    },
    policies: {
      title: "The policies that hold",
      nothing: "Your organisation has not linked its policies here. Your manager knows where they stand.",
    },
    playbook: {
      title: "When it happens",
      link: "The incident playbook",
      nothing: "Your organisation has not linked its incident playbook here. Ask your security team for it.",
    },
    drills: {
      title: "Days of drills",
      nothing: "No drill is announced here.",
    },
  },
} as const;
