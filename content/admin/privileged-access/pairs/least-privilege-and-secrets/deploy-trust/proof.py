def prove(subject):
    """A workflow on a colleague's branch asks for production; later a stranger owns a repository of the same name."""
    release = {
        "aud": "https://broker.acme.example",
        "sub": "repo:acme/shop:environment:production",
        "repository_id": "48151623",
        "environment": "production",
    }
    blog = {**release, "sub": "repo:acme/blog:environment:production", "repository_id": "9"}
    without_environment = {key: value for key, value in release.items() if key != "environment"}

    assert subject.may_migrate_database(release), "the release job gets its credentials"
    assert not subject.may_migrate_database({**release, "aud": "sts.amazonaws.com"}), "for another service"
    assert not subject.may_migrate_database(blog), "another repository of ours"

    for sub in ("repo:acme/shop:ref:refs/heads/try-this", "repo:acme/shop:pull_request"):
        assert not subject.may_migrate_database(
            {**without_environment, "sub": sub}
        ), f"a job that nobody approved got production's credentials: {sub}"
    assert not subject.may_migrate_database(
        {**release, "repository_id": "99000001"}
    ), "another repository took over the name, and the trust with it"
