JOB = {"PATH": "/usr/bin", "UPLOAD_TOKEN": "t0ken"}


def prove(subject):
    """Somebody takes over docs-builder; its newest release copies the environment."""
    started, uploads = [], []

    def run(command, *, env=None, **_):
        # The locked 3.2.0 or, through uvx, the newest; by default in JOB.
        assert "docs-builder" in " ".join(command), "another program was started"
        version = "3.2.0" if command[0] == ".venv/bin/docs-builder" else "9.9.9"
        started.append((version, JOB if env is None else env))

    subject.upload_docs(JOB, lambda folder, token: uploads.append((folder, token)), run)
    assert len(started) == 1, "the docs were not built"
    assert uploads == [("site", "t0ken")], "the docs were not uploaded"

    for version, env in started:
        assert version == "3.2.0", "a release that nobody has reviewed ran in our job"
        assert "UPLOAD_TOKEN" not in env, "the tool was handed the token"
        assert env["PATH"] == "/usr/bin", "the tool cannot find other programs"
