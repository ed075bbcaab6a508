import { InvalidArgumentError } from "commander";

/** Reads an option's value as a whole number that is not below `least`. */
export function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least)) throw new InvalidArgumentError(`It takes a whole number from ${least}.`);
    return value;
  };
}
