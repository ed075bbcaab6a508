from dataclasses import dataclass, field


@dataclass
class Payout:
    editors: set[str] = field(default_factory=set)
    iban: str = ""
    cents: int = 0
    version: int = 0
    approved_version: int | None = None


class Payouts:
    def __init__(self) -> None:
        self._rows: dict[str, Payout] = {}

    def save(self, payout_id: str, editor: str, iban: str, cents: int) -> int:
        payout = self._rows.setdefault(payout_id, Payout())
        payout.editors.add(editor)
        payout.iban, payout.cents = iban, cents
        payout.version += 1
        return payout.version

    def approve(self, payout_id: str, version: int, approver: str) -> None:
        payout = self._rows[payout_id]
        if payout.version != version:
            raise PermissionError("changed since you looked at it")
        if approver in payout.editors:
            raise PermissionError("a second person has to approve")
        payout.approved_version = version

    def pay(self, payout_id: str, bank) -> None:
        payout = self._rows[payout_id]
        if payout.approved_version != payout.version:
            raise PermissionError("not approved")
        del self._rows[payout_id]
        bank.transfer(payout.iban, payout.cents)
