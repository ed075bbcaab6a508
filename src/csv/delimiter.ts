const KNOWN = [",", ";", "\t"];

/**
 * What stands between the columns: as was said, or where the heading has none of that, the one that it has most often.
 * Spreadsheets write semicolons in countries whose numbers have commas, and say so nowhere.
 */
export function delimiterIn(text: string, said: string): string {
  const heading = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replaceAll(/"[^"]*"/g, "");
  const count = (delimiter: string) => heading.split(delimiter).length - 1;
  if (count(said) > 0) return said;
  const [most = said] = KNOWN.toSorted((a, b) => count(b) - count(a));
  return count(most) > 0 ? most : said;
}
