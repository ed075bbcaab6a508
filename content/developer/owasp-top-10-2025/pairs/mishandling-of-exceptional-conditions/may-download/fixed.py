from typing import Any, Protocol


class Policy(Protocol):  # an httpx.Client that knows the address of the policy service
    def get(self, path: str, **options: Any) -> Any: ...


class PolicyUnavailable(Exception):
    pass


def may_download(policy: Policy, user_id: str, file_id: str) -> bool:
    try:
        answer = policy.get("/allow", params={"user": user_id, "file": file_id}, timeout=2)
        answer.raise_for_status()
        allowed = answer.json()["allowed"]
        if not isinstance(allowed, bool):
            raise TypeError("the answer is no verdict")
        return allowed
    except Exception as cause:
        raise PolicyUnavailable("could not decide") from cause
