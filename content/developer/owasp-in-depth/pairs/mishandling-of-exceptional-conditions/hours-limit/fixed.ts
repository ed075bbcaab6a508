export interface Account {
  hours: number; // of compute time that were paid and not yet reserved
}

/** Reserves hours, halves and quarters included, as typed into a form. */
export function reserve(account: Account, requested: string): void {
  const hours = Number(requested);
  const covered = hours > 0 && hours <= account.hours;
  if (!covered) throw new RangeError("ask for some time, and not more than is left");
  account.hours -= hours;
}
