from typing import Any, Protocol


class Jwt(Protocol):  # the package PyJWT, `import jwt`
    def decode(self, token: str, key: Any, **options: Any) -> dict[str, Any]: ...


def user_of(jwt: Jwt, key: Any, bearer: str) -> str:
    claims = jwt.decode(
        bearer,
        key,
        issuer="https://login.example.com/",
        audience="orders-api",
        algorithms=["RS256"],
        options={"require": ["exp"]},
    )
    if not claims.get("sub"):
        raise PermissionError("Unauthorized")
    return claims["sub"]
