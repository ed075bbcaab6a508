import base64
import hashlib
import hmac
import json
import secrets
import time


def encode(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def decode(part: str):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def mac(key: bytes, text: str) -> str:
    return encode(hmac.digest(key, text.encode(), hashlib.sha256))


def token(key: bytes, claims: dict, alg: str = "RS256") -> str:
    """HMAC stands in for RSA here, which the standard library lacks."""
    signed = f"{encode(json.dumps({'alg': alg}).encode())}.{encode(json.dumps(claims).encode())}"
    return f"{signed}.{mac(key, signed)}"


class InvalidToken(Exception):
    pass


class PyJwt:
    """What PyJWT checks and what it leaves to its caller."""

    def decode(self, token, key, algorithms=None, options=None, audience=None, issuer=None):
        options = options or {}
        header, body, signature = token.split(".")
        claims = decode(body)
        if options.get("verify_signature") is False:
            return claims
        if decode(header)["alg"] not in (algorithms or ()) or signature != mac(key, f"{header}.{body}"):
            raise InvalidToken("algorithm or signature")
        if any(name not in claims for name in options.get("require", ())):
            raise InvalidToken("a claim is missing")
        if claims.get("aud") != audience or (issuer and claims.get("iss") != issuer):
            raise InvalidToken("audience or issuer")
        if claims.get("exp", time.time()) < time.time() - 1:
            raise InvalidToken("expired")
        return claims


def prove(subject):
    """Writes a token of their own, then tries old and foreign ones."""
    key = secrets.token_bytes(32)

    def user(claims, key_used=key, alg="RS256"):
        try:
            return subject.user_of(PyJwt(), key, token(key_used, claims, alg))
        except (PermissionError, InvalidToken):
            return None

    ann = {"iss": "https://login.example.com/", "aud": "orders-api", "sub": "ann", "exp": time.time() + 600}
    assert user(ann) == "ann", "an honest token is refused"
    assert user({**ann, "sub": ""}) is None, "a token without a user is accepted"
    assert user({**ann, "aud": "newsletter"}) is None, "a token for another application is accepted"

    assert user(ann, key_used=secrets.token_bytes(32)) is None, "a token that anybody could write signs in as Ann"
    assert user({**ann, "exp": time.time() - 600}) is None, "a token that has run out is accepted"
    endless = {name: value for name, value in ann.items() if name != "exp"}
    assert user(endless) is None, "a token that never ends is accepted"
    assert user({**ann, "iss": "https://login.example.net/"}) is None, "a token of another issuer is accepted"
    assert user(ann, alg="HS256") is None, "a token may choose its algorithm"
