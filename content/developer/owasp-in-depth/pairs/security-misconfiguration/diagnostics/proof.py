def prove(subject):
    """Secrets sit under names that do not say so."""
    environment = {
        "REGION": "eu-central-1",
        "LOG_LEVEL": "info",
        "SESSION_SECRET": "s3ssion-s1gning",
        "DATABASE_URL": "postgres://shop:pa55-of-the-db@db.internal:5432/shop",
        "SMTP_URI": "smtp://mailer:pa55-of-the-mailer@mail.internal",
        "WEBHOOK_SIGNING": "whs-4f2c",
    }
    report = subject.diagnostics(environment, "2.7.1")
    text = repr(report)

    assert report["version"] == "2.7.1"
    assert report["REGION"] == "eu-central-1"
    assert report["LOG_LEVEL"] == "info"
    assert "db.internal" in text, "support cannot see which database is used"
    assert "s3ssion-s1gning" not in text, "the session secret was shown"

    for secret in ("pa55-of-the-db", "pa55-of-the-mailer", "whs-4f2c"):
        assert secret not in text, f"a secret was shown: {secret}"
    for address in ("host=db password=pa55-again", "postgres://shop:[pa55-again@db.internal/shop"):
        partial = repr(subject.diagnostics({"DATABASE_URL": address}, "2.7.1"))
        assert "pa55-again" not in partial, "a database address of another form was shown as it is"
