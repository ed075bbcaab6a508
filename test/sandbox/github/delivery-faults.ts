/** What befalls a delivery on its way. */
export type DeliveryFault =
  /** Never arrives; `listed` says whether GitHub knows of the failure, so that a redelivery poll can find it. */
  | { readonly kind: "lose"; readonly listed: boolean }
  | { readonly kind: "repeat"; readonly times: number }
  | { readonly kind: "delay"; readonly ms: number };

interface Delivered {
  readonly event: string;
  readonly action: string | null;
}

export interface DeliveryFaultRule {
  /** An event (`pull_request`) or an event with its action (`pull_request.opened`); absent: any. */
  readonly event?: string;
  /** For how many deliveries; absent: until cleared. */
  readonly count?: number;
  readonly fault: DeliveryFault;
}

export interface DeliveryFaults {
  add(rule: DeliveryFaultRule): void;
  clear(): void;
  /** The fault that this delivery meets; each one counts a rule down. */
  take(delivery: Delivered): DeliveryFault | undefined;
}

export function createDeliveryFaults(): DeliveryFaults {
  let rules: Array<DeliveryFaultRule & { left: number }> = [];
  return {
    add: (rule) => void rules.push({ ...rule, left: rule.count ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = [];
    },
    take(delivery) {
      const names = [delivery.event, `${delivery.event}.${delivery.action}`];
      const rule = rules.find(({ event, left }) => left > 0 && (event === undefined || names.includes(event)));
      if (rule) rule.left--;
      return rule?.fault;
    },
  };
}
