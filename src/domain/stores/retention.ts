import type { OrgId } from "../ids.ts";

/** Deletes what is older than it is kept. Each answers how many it took, `limit` at most, so that none takes long. */
export interface RetentionStore {
  /** Those of which a policy was ever in force, the App installed there or not. */
  organisations(): Promise<readonly OrgId[]>;
  /** Facts and reasons of decisions. What was decided stays; so does all of the verdict that an open head has now. */
  eraseFacts(org: OrgId, before: Date, limit: number): Promise<number>;
  /** As `eraseFacts`, of decisions on access; those that stand for an account stay whole. */
  eraseAccessFacts(org: OrgId, before: Date, limit: number): Promise<number>;
  /** Decisions on the access of accounts that are nobody's: the log says nothing of them, so that nothing has to stay. */
  deleteUnlogged(org: OrgId, before: Date, limit: number): Promise<number>;
  /**
   * What was said, and need not be known any more: what still waits to reach somebody stays, and what is said only once
   * as long as it is so.
   */
  deleteNotices(org: OrgId, before: Date, limit: number): Promise<number>;
  /** Of each account and place what was seen last before `before` stays: it says what was so on that day. */
  deleteAccess(org: OrgId, before: Date, limit: number): Promise<number>;
  /** `null`: those that came from no organisation that is known. */
  deleteDeliveries(org: OrgId | null, before: Date): Promise<number>;
}
