import { aboutMinutes } from "../training/minutes.ts";
import { adminTexts } from "./texts/admin.ts";
import { auditorTexts } from "./texts/auditor.ts";
import { awarenessTexts, effectivenessTexts } from "./texts/awareness.ts";
import { decisionTexts } from "./texts/decision.ts";
import { learningTexts } from "./texts/learning.ts";
import { mappingTexts } from "./texts/mapping.ts";
import { policyTexts } from "./texts/policies.ts";
import { closedTexts, quizTexts, resultTexts } from "./texts/quiz.ts";
import { readingTexts } from "./texts/reading.ts";
import { reviewTexts } from "./texts/reviews.ts";
import { samplePackTexts } from "./texts/sample-pack.ts";

/**
 * Every text of the pages, in one place (the longer parts beside it). Another language is another object of this type.
 *
 * What a decision means is said by `gate/`, and what a course says is its own text; neither is repeated here.
 */
export const texts = {
  language: "en",
  brand: "training-gate",
  skip: "Skip to content",
  utc: "All dates and times are in UTC.",
  nav: { label: "Main", training: "My training", signOut: "Sign out" },
  minutes: (count: number) => (count === 1 ? "1 minute" : `${count} minutes`),
  aboutMinutes,

  mapping: mappingTexts,
  policies: policyTexts,
  reviews: reviewTexts,
  samplePack: samplePackTexts,
  signIn: {
    title: "Sign in",
    heading: "Security training opens the gate",
    what: "Your organisation asks the people who work on its code to have current security training. Here you see what you still need, take it and sign it, and the checks on your pull requests then turn green by themselves.",
    button: "Sign in with GitHub",
    kept: "We read who you are and your verified e-mail addresses, so that your commits are known as yours. Nothing else of GitHub is kept.",
  },
  signInFailed: {
    refused: {
      title: "You were not signed in",
      text: "GitHub did not tell us who you are, because the request was cancelled. You can try again whenever you like.",
    },
    stale: {
      title: "Please sign in once more",
      text: "The sign-in took longer than ten minutes, or was started in another window or browser.",
    },
    gitHub: {
      title: "GitHub could not sign you in",
      text: "GitHub answered with an error. Try again in a minute; if it stays, tell the people who run this service.",
    },
    notAPerson: {
      title: "This account is not a person’s",
      text: "Training is taken by people, so bots and organisations cannot sign in here. Sign in to GitHub with your own account, and try again.",
    },
    again: "Sign in with GitHub",
  },

  training: {
    title: "My training",
    next: "Your next step",
    nothing: { heading: "You are up to date", text: "Nothing is asked of you at the moment." },
    held: {
      heading: "Your access waits",
      waits: (what: string, courses: readonly string[]) =>
        courses.length === 0 ? `Your access to ${what}. ` : `Your access to ${what} waits for: ${courses.join(", ")}. `,
      since: "Since ",
      meanwhile: (what: string) => `; meanwhile ${what}`,
      byItself: "Finish the training and sign. The access comes by itself, usually within a minute.",
    },
    courses: "Courses",
    noCourses: "There are no courses here yet.",
    required: "Required",
    optional: "Optional",
    why: "Your organisation asks for it.",
    opens: "What it opens",
    pullRequests: (count: number) =>
      count === 1 ? "One open pull request of yours" : `${count} open pull requests of yours`,
    noPullRequests: "No open pull request of yours waits for training.",
    whyThis: "Why?",
  },
  conclusion: {
    action_required: "Merging waits",
    neutral: "Not blocked",
    failure: "Could not be checked yet",
    success: "Open",
    unknown: "Being checked",
  },
  state: {
    "not-started": "To do",
    "attempt-open": "Quiz under way",
    "cooling-down": "Next try later",
    "may-retry": "Not passed yet",
    "to-attest": "To sign",
    done: "Done",
    expired: "Ended",
    "under-way": "Under way",
    changed: "New version",
    "asked-again": "Nearly renewed",
  },
  learning: learningTexts,
  step: {
    start: "Start the course",
    continueQuiz: "Go on with the quiz",
    startQuiz: "Take the quiz",
    retry: "Try the quiz again",
    renew: "Take it again",
    read: "Read the course",
    missed: "See what was missed",
    sign: "Read and sign",
    result: "See the result",
    opened: "See what it opened",
    back: "Back to the course",
    toTraining: "My training",
  },
  stateText: {
    "not-started": "Not started yet.",
    "attempt-open": "Your quiz is open. What you saved is kept.",
    "to-attest": "You have passed. One thing is left: your signature.",
    elsewhere: "You have finished this in another system. One thing is left: your signature.",
    "may-retry": "The last try did not pass. You can try again now, with other questions.",
    coolingBefore: "The last try did not pass. The next one opens on ",
    coolingAfter: ". Until then, read what was missed.",
    doneBefore: "Done on ",
    validBefore: ", valid until ",
    againBefore: " The next try opens on ",
    expiredBefore: "Your last completion ended on ",
    end: ".",
  },

  course: {
    breadcrumb: "Course",
    modules: "Modules",
    facts: (modules: number, draw: number, passMark: number) =>
      `${modules} modules · ${draw} questions · ${passMark}% to pass`,
    version: (version: string) => `version ${version}`,
    choose: "Two ways, as you like",
    readFirst: { heading: "Read first", text: "Go through the modules in your own time, then take the quiz." },
    quizFirst: {
      heading: "Take the quiz first",
      text: "If you know this already, show it. A first try that does not pass costs nothing.",
    },
    firstModule: "Start reading",
    yourState: "Where you are",
  },
  module: {
    position: (number: number, count: number) => `Module ${number} of ${count}`,
    quiz: "The quiz",
    whenReady: (count: number) => `${count} questions, whenever you are ready.`,
    objectives: "After this module you can",
    further: "Further reading",
    others: "Modules of this course",
    paging: "Previous and next",
    previous: "Previous",
    next: "Next",
    toQuiz: "That was the last module.",
  },

  reading: readingTexts,
  quiz: quizTexts,
  closed: closedTexts,
  result: resultTexts,

  attest: {
    title: "Sign your completion",
    intro: "You have passed the quiz. Please read the statement, and sign it if it is true.",
    introElsewhere:
      "You have finished this training in another system, and your organisation counts it. Please read the statement, and sign it if it is true.",
    statement: "Statement",
    hash: (version: number) => `Version ${version}, SHA-256 of the text: `,
    name: "Your full name",
    hint: "Typing it is your signature. It is kept with the statement, the date and your GitHub account.",
    sign: "Sign",
    errorHeading: "The statement is not signed yet",
    changed: "The statement was changed while this page was open. Please read it again before you sign.",
    problems: {
      "too-short": "Please type your full name.",
      "too-long": "That is longer than 200 characters. Please type your name only.",
      unreadable: "That name has characters in it that cannot be shown. Please type it by hand.",
      different: "That is not the name that your organisation has for you. Please type your full name as it is there.",
      other: "This name could not be taken. Please type your full name.",
    },
  },
  done: {
    title: "Done, thank you",
    text: (course: string) => `You have completed “${course}”, and your signature is kept.`,
    opens: "Your pull requests",
    checking:
      "They are being checked again now, by themselves, within a few seconds. What still waits after that waits for somebody else: “Why?” says for whom.",
    open: (count: number) =>
      count === 1 ? "It is open: nothing is left to do." : "They are open: nothing is left to do.",
    again: "Look again",
    none: "You have no open pull request that waited. When you open one, training will not hold it up.",
    back: (name: string) => `Back to ${name}`,
    moreRequired: "Another course is still asked of you",
  },

  decision: decisionTexts,
  admin: adminTexts,
  auditor: auditorTexts,
  awareness: awarenessTexts,
  effectiveness: effectivenessTexts,

  problem: {
    back: "My training",
    notFound: {
      title: "This page cannot be shown",
      text: "There is none at this address, or it is for other people. If you expected one, check that you are signed in with the GitHub account that works on that repository.",
    },
    signedOut: {
      title: "You are signed out",
      text: "Nothing was lost that had been saved, but what you just sent could not be taken. Sign in, and go on from there.",
      action: "Sign in again",
    },
    staleForm: {
      title: "Please send that again",
      text: "The form belonged to an earlier sign-in. Go back to the page, check what is on it, and send it once more.",
      action: "Back to the page",
    },
    foreignForm: {
      title: "That form was refused",
      text: "It did not come from a page of this service, so nothing was done.",
    },
    tooLarge: { title: "That form was too large", text: "Nothing of it was kept. Go back and send less." },
    busy: {
      title: "Please try again in a minute",
      text: "Something that this page needs did not answer. Nothing that you had saved is lost.",
    },
    failed: {
      title: "Something went wrong here",
      text: "This is our mistake, not yours, and nothing that you had saved is lost. Try again; if it stays, give the people who run this service the number below.",
    },
    reference: "Reference: ",
  },
} as const;
