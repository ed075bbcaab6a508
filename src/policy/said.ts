/** A sentence about a policy: its text, and the paths under `enforcement:` of the values that it tells. */
export type Said = readonly [text: string, ...paths: string[]];
