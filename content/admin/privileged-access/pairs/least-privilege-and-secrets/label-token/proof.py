class FakeGitHub:
    repositories = ["shop", "payroll"]
    permissions = {"issues": "write", "contents": "write"}

    def __init__(self):
        self.labels, self.tokens = [], {}

    def create_installation_token(self, installation, *, repositories=None, permissions=None):
        token = f"ghs_{len(self.tokens)}"
        self.tokens[token] = (
            self.repositories if repositories is None else repositories,
            self.permissions if permissions is None else permissions,
        )
        return token

    def add_label(self, token, repository, issue, label):
        if not self.may(token, repository, "issues", "write"):
            raise PermissionError("403 Resource not accessible by integration")
        self.labels.append(f"{repository}#{issue} {label}")

    def may(self, token, repository, permission, level):
        repositories, permissions = self.tokens[token]
        return repository in repositories and permissions.get(permission) in ("write", level)


def prove(subject):
    """The script's token ends up in a build log. What can a reader of that log do within the hour?"""
    github = FakeGitHub()
    subject.label_stale(github, 7, "shop", [41, 42])
    assert github.labels == ["shop#41 stale", "shop#42 stale"], "the issues get their label"

    for token in github.tokens:
        assert not github.may(
            token, "payroll", "issues", "read"
        ), "the leaked token opens a repository the job never touches"
        assert not github.may(
            token, "shop", "contents", "write"
        ), "the leaked token can push code, though the job only labels"
