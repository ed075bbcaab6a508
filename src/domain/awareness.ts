/** How people are reached, as ISO/IEC 27002 tells methods apart. */
export const AWARENESS_METHODS = ["classroom", "online", "campaign", "simulation", "on-the-job"] as const;
export type AwarenessMethod = (typeof AWARENESS_METHODS)[number];

/** What keeps people aware. None of it is training: no gate asks for it. */
export const AWARENESS_KINDS = ["newsletter", "reminder", "phishing", "drill", "session"] as const;
export type AwarenessKind = (typeof AWARENESS_KINDS)[number];

/** What is written here and sent. */
export const SENT_KINDS = ["newsletter", "reminder"] as const satisfies readonly AwarenessKind[];
export type SentKind = (typeof SENT_KINDS)[number];

/** What happened elsewhere, and is told by a form or a file. */
export const HELD_KINDS = ["drill", "session"] as const satisfies readonly AwarenessKind[];
export type HeldKind = (typeof HELD_KINDS)[number];

/** What the recipients of a simulation did, counted. */
export interface Outcomes {
  readonly delivered: number;
  readonly reported: number;
  readonly clicked: number;
  readonly submitted: number;
  /** Of those who reported it, and whose time is known; null where there is nobody. */
  readonly medianMinutes: number | null;
}

/**
 * Of fewer people nothing is told of what they did: those who know who they are would learn what each of them did.
 */
export const FEWEST_TOLD = 5;
