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
    if report is None or not report.completed:
        return ["the scan did not complete"]
    open_ = {entry.finding for entry in accepted if today <= entry.until}
    return [place(finding) for finding in report.findings if finding not in open_]
