from dataclasses import dataclass


@dataclass
class Account:
    hours: float  # of compute time that were paid and not yet reserved


def reserve(account: Account, requested: str) -> None:
    """Reserves hours, halves and quarters included, as typed into a form."""
    hours = float(requested)
    covered = 0 < hours <= account.hours
    if not covered:
        raise ValueError("ask for some time, and not more than is left")
    account.hours -= hours
