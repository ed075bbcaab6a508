from typing import TypedDict


class _Always(TypedDict):
    aud: str
    sub: str
    repository_id: str


class WorkflowClaims(_Always, total=False):
    """Of a GitHub Actions token whose signature, issuer and expiry have been verified."""

    environment: str


AUDIENCE = "https://broker.acme.example"


def may_migrate_database(claims: WorkflowClaims) -> bool:
    return claims["aud"] == AUDIENCE and claims["sub"].startswith("repo:acme/shop:")
