const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The day in UTC of an ISO 8601 instant, as check run, pages and command line write it: `2 November 2026`. */
export function dayText(instant: string): string {
  const [year = "", month = "", day = ""] = instant.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** The last day before an instant: what ends at midnight holds through the day before. */
export function lastDayText(until: string): string {
  return dayText(new Date(Date.parse(until) - 1).toISOString());
}

/** The minute in UTC: `2 November 2026, 14:05 UTC`. */
export function minuteText(instant: string): string {
  return `${dayText(instant)}, ${instant.slice(11, 16)} UTC`;
}
