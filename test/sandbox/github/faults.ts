import type { SeenRequest } from "./requests.ts";

/** What happens to the requests that a rule meets; everything left out matches. */
export interface FaultRule {
  readonly kind?: SeenRequest["kind"];
  readonly method?: string;
  /** Part of the route as `requests` shows it: `check-runs`, `graphql`. */
  readonly route?: string;
  /** For how many requests; absent: until cleared. */
  readonly count?: number;
  readonly latencyMs?: number;
  /** `timeout` never answers, `reset` cuts the connection. */
  readonly failWith?: number | "timeout" | "reset";
  /** Carry the request out and lose only the answer: what a retry must be safe against. */
  readonly afterwards?: boolean;
  /** Seconds, for 403 and 429. */
  readonly retryAfter?: number;
}

export interface Faults {
  /** Adds a rule and returns what takes it away again. */
  set(rule: FaultRule): () => void;
  /** Forgets all rules; requests that hang are cut. */
  clear(): void;
  /** The first rule that fits; each use counts it down. */
  take(request: Pick<SeenRequest, "kind" | "method" | "route">): FaultRule | undefined;
  /** Settles when `clear` is called. */
  cleared(): Promise<void>;
}

export function createFaults(): Faults {
  let rules: Array<FaultRule & { left: number }> = [];
  let waiting: Array<() => void> = [];
  return {
    set(rule) {
      const kept = { ...rule, left: rule.count ?? Number.POSITIVE_INFINITY };
      rules.push(kept);
      return () => {
        rules = rules.filter((one) => one !== kept);
      };
    },
    clear() {
      rules = [];
      for (const release of waiting) release();
      waiting = [];
    },
    take(request) {
      const rule = rules.find((one) => one.left > 0 && fits(one, request));
      if (rule) rule.left--;
      return rule;
    },
    cleared: () => new Promise((resolve) => void waiting.push(resolve)),
  };
}

function fits(rule: FaultRule, { kind, method, route }: Pick<SeenRequest, "kind" | "method" | "route">): boolean {
  if (rule.kind !== undefined && rule.kind !== kind) return false;
  if (rule.method !== undefined && rule.method !== method) return false;
  return rule.route === undefined || route.includes(rule.route);
}
