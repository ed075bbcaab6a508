import { ACCESS_POLICY } from "../../support/access-story.ts";
import { PROGRAMME_CONTENT, PROGRAMME_POLICY } from "../../support/programme.ts";
import type { SandboxWorld, WorldOptions } from "../world.ts";
import { tellAccess } from "./access.ts";
import { tellGate } from "./gate.ts";
import { tellProgramme } from "./programme.ts";
import type { Teller } from "./teller.ts";

export interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** What the server is started with. */
  readonly world: Omit<WorldOptions, "fixedPorts">;
  /** Throws at the first step whose outcome is not the one that the story tells. */
  tell(world: SandboxWorld, teller: Teller): Promise<void>;
}

export const CHAPTERS: readonly Chapter[] = [
  {
    name: "gate",
    title: "The merge gate",
    about: "Nothing merges into a guarded repository until the people behind it are trained.",
    world: {},
    tell: tellGate,
  },
  {
    name: "access",
    title: "Access waits for training",
    about: "A seat in a guarded team waits for the course, comes with it, and follows the training from then on.",
    world: { enforcement: ACCESS_POLICY },
    tell: tellAccess,
  },
  {
    name: "programme",
    title: "The programme around the gate",
    about:
      "Who has to know what, who may be let off, what happens beside the courses, who looks at it once a year, and what an auditor takes away.",
    world: { enforcement: PROGRAMME_POLICY, content: PROGRAMME_CONTENT },
    tell: tellProgramme,
  },
];

/** The one of this name, or all of them; none if there is none. */
export function chaptersOf(name: string | undefined): readonly Chapter[] {
  return name === undefined ? CHAPTERS : CHAPTERS.filter((chapter) => chapter.name === name);
}
