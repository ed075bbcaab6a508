from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    rule: str
    path: str
    fingerprint: str  # of the code that was found, whatever its line number


@dataclass(frozen=True)
class Report:
    completed: bool
    findings: list[Finding]


@dataclass(frozen=True)
class Accepted:
    finding: Finding
    reason: str
    until: str


def place(finding: Finding) -> str:
    return f"{finding.rule} in {finding.path}"


def blockers(report: Report | None, accepted: list[Accepted], today: str) -> list[str]:
    """What keeps a pull request from being merged."""
    open_ = {place(entry.finding) for entry in accepted if today <= entry.until}
    findings = report.findings if report else []
    return [place(finding) for finding in findings if place(finding) not in open_]
