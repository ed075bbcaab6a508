from typing import Any, Protocol


class Jwt(Protocol):  # the package PyJWT, `import jwt`
    def decode(self, token: str, key: Any, **options: Any) -> dict[str, Any]: ...


def user_of(jwt: Jwt, key: Any, bearer: str) -> str:
    claims = jwt.decode(bearer, key, options={"verify_signature": False})
    if not claims.get("sub") or claims.get("aud") != "orders-api":
        raise PermissionError("Unauthorized")
    return claims["sub"]
