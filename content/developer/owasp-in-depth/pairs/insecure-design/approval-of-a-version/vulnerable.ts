export type Bank = { transfer(iban: string, cents: number): void };
type Payout = {
  author: string;
  iban: string;
  cents: number;
  version: number;
  approvedBy?: string;
};

export class Payouts {
  readonly #rows = new Map<string, Payout>();

  save(id: string, editor: string, iban: string, cents: number): number {
    const before = this.#rows.get(id);
    const version = (before?.version ?? 0) + 1;
    this.#rows.set(id, { author: editor, ...before, iban, cents, version });
    return version;
  }

  approve(id: string, version: number, approver: string): void {
    const payout = this.#rows.get(id);
    if (payout?.version !== version) throw new Error("changed since you looked at it");
    if (approver === payout.author) throw new Error("a second person has to approve");
    payout.approvedBy = approver;
  }

  pay(id: string, bank: Bank): void {
    const payout = this.#rows.get(id);
    if (!payout?.approvedBy) throw new Error("not approved");
    this.#rows.delete(id);
    bank.transfer(payout.iban, payout.cents);
  }
}
