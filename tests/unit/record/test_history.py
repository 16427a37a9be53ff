"""The last two forms of a file are kept, each with the hour at which it was first drawn."""

from datetime import UTC, datetime, timedelta

from cachelib import SimpleCache

from organizer.record.history import FileHistory

PATH = "https://act.example.org/c/17n/calendar.ics"
AT = datetime(2027, 11, 1, 12, tzinfo=UTC)


def told(history: FileHistory) -> list[tuple[bytes, datetime]]:
    """Return what is known of the file, the newest first."""
    found = history.find(PATH)
    assert found is not None
    return [(kept.body, kept.since) for kept in (found.newest, found.before) if kept]


def test_nothing_is_known_of_a_file_that_was_never_drawn() -> None:
    assert FileHistory(SimpleCache()).find(PATH) is None


def test_the_newest_two_forms_are_kept_and_older_ones_give_way() -> None:
    history = FileHistory(SimpleCache())
    for turn, body in enumerate((b"one", b"two", b"three")):
        history.note(PATH, body, AT + timedelta(hours=turn))
    assert told(history) == [(b"three", AT + timedelta(hours=2)), (b"two", AT + timedelta(hours=1))]


def test_the_same_bytes_drawn_again_are_no_new_form() -> None:
    history = FileHistory(SimpleCache())
    for turn in range(3):
        history.note(PATH, b"one", AT + timedelta(hours=turn))
    assert told(history) == [(b"one", AT)]


def test_two_files_have_nothing_to_do_with_each_other() -> None:
    history = FileHistory(SimpleCache())
    history.note(PATH, b"one", AT)
    history.note(f"{PATH}x", b"two", AT)
    assert told(history) == [(b"one", AT)]


def test_another_process_knows_what_this_one_kept_until_it_is_lost() -> None:
    store = SimpleCache()
    FileHistory(store).note(PATH, b"one", AT)
    assert told(FileHistory(store)) == [(b"one", AT)]
    store.clear()
    assert FileHistory(store).find(PATH) is None


def test_what_else_lies_under_that_name_is_not_taken_for_a_form() -> None:
    store = SimpleCache()
    history = FileHistory(store)
    history.note(PATH, b"one", AT)
    [name] = store._cache
    store.set(name, "something else")
    assert history.find(PATH) is None
    history.note(PATH, b"two", AT)
    assert told(history) == [(b"two", AT)]
