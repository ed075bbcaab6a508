import type { AccountId } from "../../../src/domain/ids.ts";

/** How a seat came about, and what was seen of it since. */
export interface SeatStory {
  readonly by: "us" | "people" | "before us";
  readonly at: Date;
  /**
   * Whether a look that knew of it let it stand, since they were trained or nothing was withheld. One that was given while
   * no seat waited for training may be older than the gate.
   */
  stood: "no" | "maybe" | "yes";
  /** The role that the last look let stand. */
  stoodRole: string | null;
  /** A look saw it while a waiver spared them. */
  spared: boolean;
}

export interface Stories {
  readonly all: Map<string, SeatStory>;
  /** Of the seats that were last taken. */
  readonly former: Map<string, SeatStory>;
  /** The roles that people meant them to have; several where they gave another while one waited and no look saw which. */
  readonly intended: Map<string, readonly string[]>;
  /** Taken by us and not given back. */
  readonly waiting: Set<string>;
}

export const createStories = (): Stories => ({
  all: new Map(),
  former: new Map(),
  intended: new Map(),
  waiting: new Set(),
});

export const storyKey = (account: AccountId, place: number): string => `${account}:${place}`;
