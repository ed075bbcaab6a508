import json


def prove(subject):
    """The body of a request walks from an instance to the globals of its module."""
    preferences = subject.Preferences()
    subject.apply_changes(preferences, json.loads('{"theme": "dark", "mail": {"offers": true}}'))
    assert preferences.theme == "dark", "a change was not saved"
    assert preferences.mail.offers and preferences.mail.weekly, "a change in a group was not saved"
    assert subject.may_export("ola"), "Ola lost her right"
    assert not subject.may_export("eve"), "Eve has a right that nobody gave her"

    exporters = subject.EXPORTERS
    path = '{"__init__": {"__globals__": {"EXPORTERS": ["eve"]}}}'
    try:
        for body in (path, '{"mail": %s}' % path, '{"__class__": %s}' % path):
            try:
                subject.apply_changes(subject.Preferences(), json.loads(body))
            except TypeError:
                pass
            assert not subject.may_export("eve"), "saving preferences gave Eve the right to export"
    finally:
        subject.EXPORTERS = exporters
