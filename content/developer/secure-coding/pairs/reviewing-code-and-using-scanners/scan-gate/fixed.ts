export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint: string; // of the code that was found, whatever its line number
}
export interface Report {
  readonly completed: boolean;
  readonly findings: readonly Finding[];
}
export interface Accepted extends Finding {
  readonly reason: string;
  readonly until: string;
}

/** What keeps a pull request from being merged. */
export function blockers(
  report: Report | undefined,
  accepted: readonly Accepted[],
  today: string,
): string[] {
  if (!report?.completed) return ["the scan did not complete"];
  const place = ({ rule, path }: Finding) => `${rule} in ${path}`;
  const exact = ({ rule, path, fingerprint }: Finding) =>
    JSON.stringify([rule, path, fingerprint]);
  const open = new Set(accepted.filter(({ until }) => today <= until).map(exact));
  return report.findings.filter((finding) => !open.has(exact(finding))).map(place);
}
