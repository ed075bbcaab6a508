export type Bank = { transfer(iban: string, cents: number): void };
type Payout = {
  editors: string[];
  iban: string;
  cents: number;
  version: number;
  approvedVersion?: number;
};

export class Payouts {
  readonly #rows = new Map<string, Payout>();

  save(id: string, editor: string, iban: string, cents: number): number {
    const before = this.#rows.get(id);
    const version = (before?.version ?? 0) + 1;
    const editors = [...(before?.editors ?? []), editor];
    this.#rows.set(id, { ...before, editors, iban, cents, version });
    return version;
  }

  approve(id: string, version: number, approver: string): void {
    const payout = this.#rows.get(id);
    if (payout?.version !== version) throw new Error("changed since you looked at it");
    if (payout.editors.includes(approver))
      throw new Error("a second person has to approve");
    payout.approvedVersion = version;
  }

  pay(id: string, bank: Bank): void {
    const payout = this.#rows.get(id);
    if (!payout || payout.approvedVersion !== payout.version)
      throw new Error("not approved");
    this.#rows.delete(id);
    bank.transfer(payout.iban, payout.cents);
  }
}
