"""A stranger asks for a handle that is spelt differently and becomes the same one."""


def prove(subject) -> None:
    assert subject.claim("Blue Heron", "ann") == "blue-heron"
    assert subject.owner_of("blue-heron") == "ann"
    assert refused(subject, "support"), "a reserved handle was given away in its usual spelling"

    assert refused(subject, "ｂｌｕｅ heron"), "a second spelling claimed a taken handle"
    assert subject.owner_of("Blue Heron") == "ann", "the handle changed its owner"
    assert refused(subject, " ａdmin"), "a reserved handle was given away"
    assert refused(subject, "blue\u200bheron"), "an invisible character made a second handle"
    assert refused(subject, "a" * 40), "a handle of any length was accepted"


def refused(subject, wanted: str) -> bool:
    try:
        subject.claim(wanted, "mallory")
    except ValueError:
        return True
    return False
