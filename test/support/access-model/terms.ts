import type { AccountId } from "../../../src/domain/ids.ts";

const DAY_MS = 86_400_000;
const VALID_DAYS = 365;
const GRACE_DAYS = 14;
const RENEW_FROM_DAYS = 90;

/** Until when whose training and whose waivers are good: kept from what people did. */
export interface Terms {
  completed(account: AccountId): void;
  waived(account: AccountId, until: Date): void;
  /** What is asked is done now, or spared. */
  isCurrent(account: AccountId): boolean;
  /** Likewise, or it ended so lately that nothing is taken yet. */
  isTrained(account: AccountId): boolean;
  wasTrained(account: AccountId): boolean;
  isWaived(account: AccountId): boolean;
  /** A waiver that was in force after this instant is over, and its grace too. */
  wasSparedAfter(account: AccountId, at: Date): boolean;
  /** A waiver ended so lately that what it let stand stays. */
  isInGraceOfWaiver(account: AccountId): boolean;
}

export function createTerms(clock: () => Date): Terms {
  /** When what they finished ends. */
  const terms = new Map<AccountId, number>();
  const waivers = new Map<AccountId, Date>();
  const now = () => clock().getTime();
  /** Days until it ends; below zero: so long ago. */
  const daysLeft = (account: AccountId) => {
    const until = terms.get(account);
    return until ? (until - now()) / DAY_MS : Number.NEGATIVE_INFINITY;
  };
  const isWaived = (account: AccountId) => (waivers.get(account) ?? clock()) > clock();
  const isInGraceOfWaiver = (account: AccountId) => {
    const end = waivers.get(account);
    return end !== undefined && end <= clock() && now() < end.getTime() + GRACE_DAYS * DAY_MS;
  };
  return {
    completed(account) {
      const left = daysLeft(account);
      // Who renews in time has the rest of the old term too.
      const from = left > 0 && left <= RENEW_FROM_DAYS ? left : 0;
      if (left <= RENEW_FROM_DAYS) terms.set(account, now() + (from + VALID_DAYS) * DAY_MS);
      else terms.set(account, Math.max(terms.get(account) ?? 0, now() + VALID_DAYS * DAY_MS));
    },
    waived(account, until) {
      if (until > (waivers.get(account) ?? clock())) waivers.set(account, until);
    },
    isCurrent: (account) => daysLeft(account) > 0 || isWaived(account),
    isTrained: (account) => daysLeft(account) > -GRACE_DAYS || isWaived(account),
    wasTrained: (account) => terms.has(account),
    isWaived,
    wasSparedAfter: (account, at) => (waivers.get(account) ?? at) > at && !isWaived(account),
    isInGraceOfWaiver,
  };
}
