from dataclasses import dataclass


@dataclass
class Payout:
    author: str
    iban: str = ""
    cents: int = 0
    version: int = 0
    approved_by: str | None = None


class Payouts:
    def __init__(self) -> None:
        self._rows: dict[str, Payout] = {}

    def save(self, payout_id: str, editor: str, iban: str, cents: int) -> int:
        payout = self._rows.setdefault(payout_id, Payout(editor))
        payout.iban, payout.cents = iban, cents
        payout.version += 1
        return payout.version

    def approve(self, payout_id: str, version: int, approver: str) -> None:
        payout = self._rows[payout_id]
        if payout.version != version:
            raise PermissionError("changed since you looked at it")
        if approver == payout.author:
            raise PermissionError("a second person has to approve")
        payout.approved_by = approver

    def pay(self, payout_id: str, bank) -> None:
        payout = self._rows[payout_id]
        if payout.approved_by is None:
            raise PermissionError("not approved")
        del self._rows[payout_id]
        bank.transfer(payout.iban, payout.cents)
