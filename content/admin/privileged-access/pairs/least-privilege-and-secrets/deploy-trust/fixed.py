from typing import TypedDict


class _Always(TypedDict):
    aud: str
    sub: str
    repository_id: str


class WorkflowClaims(_Always, total=False):
    """Of a GitHub Actions token whose signature, issuer and expiry have been verified."""

    environment: str


AUDIENCE = "https://broker.acme.example"
SHOP = "48151623"  # acme/shop


def may_migrate_database(claims: WorkflowClaims) -> bool:
    return (
        claims["aud"] == AUDIENCE
        and claims["repository_id"] == SHOP
        and claims.get("environment") == "production"
    )
