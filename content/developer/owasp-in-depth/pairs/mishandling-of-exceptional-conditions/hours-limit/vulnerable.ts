export interface Account {
  hours: number; // of compute time that were paid and not yet reserved
}

/** Reserves hours, halves and quarters included, as typed into a form. */
export function reserve(account: Account, requested: string): void {
  const hours = Number(requested);
  if (hours <= 0) throw new RangeError("ask for some time");
  if (hours > account.hours) throw new RangeError("not that much time left");
  account.hours -= hours;
}
