"""What the worker does by itself, and how often."""

from datetime import timedelta
from functools import partial

from organizer.accounts.operations import forget_expired
from organizer.broadcasts import operations as broadcasts
from organizer.editions.printing.packing import Pace, sweep_folders, work_on_pack
from organizer.events.operations import follow_new_clocks, forget_unconfirmed
from organizer.exchange.operations import forget_packs, note_progress
from organizer.exchange.queries import find_next_pack, list_packs_kept
from organizer.foundation.core.clock import now
from organizer.foundation.jobs import JobContext, JobSpec
from organizer.foundation.outbox import scrub
from organizer.foundation.web.state import services
from organizer.questions.operations import forget_due
from organizer.record.indexing import index_missing
from organizer.rsvps.operations import (
    count_places_anew,
    expand_notices,
    forget_erased,
    forget_unanswered,
    list_events_with_turns,
    purge_over,
    refresh_bands,
    release_holds,
    remind_due,
    settle_asked,
    take_turns,
)
from organizer.rsvps.operations import forget_unconfirmed as forget_unconfirmed_answers
from organizer.runs.operations import forget_runs
from organizer.watches import operations as watches

#: How long the other jobs wait for a pack at most; then it waits for them.
_PACKING_SECONDS = 3.0


def _expand_notices(context: JobContext) -> None:
    context.database.run(lambda session: expand_notices(session, now=context.now))


def _remind(context: JobContext) -> None:
    while not context.is_stopping() and context.database.run(lambda session: remind_due(session, now=context.now)):
        pass


def _send_messages(context: JobContext) -> None:
    while not context.is_stopping() and context.database.run(lambda s: broadcasts.expand_next(s, now=context.now)):
        pass


def _after_events(context: JobContext) -> None:
    """Thank those who came; ask those who said nothing after a change."""
    for step in (broadcasts.thank_due, broadcasts.ask_silent):
        while not context.is_stopping() and context.database.run(partial(step, now=context.now)):
            pass


def _release_holds(context: JobContext) -> None:
    context.database.run(lambda session: release_holds(session, now=context.now))


def _take_turns(context: JobContext) -> None:
    """Offer what is free to those who wait: each event in a transaction of its own."""
    context.database.run(lambda session: settle_asked(session, now=context.now))
    with context.database.reading() as session:
        due = list_events_with_turns(session, now=context.now)
    for event_id in due:
        if context.is_stopping():
            return
        context.database.run(partial(take_turns, event_id=event_id, now=context.now))


def _count_places(context: JobContext) -> None:
    context.database.run(lambda session: count_places_anew(session, now=context.now))


def _refresh_bands(context: JobContext) -> None:
    context.database.run(refresh_bands)


def _follow_clocks(context: JobContext) -> None:
    """Work through the coming events once for each release of the zone data."""
    while not context.is_stopping() and context.database.run(lambda s: follow_new_clocks(s, now=context.now)):
        pass


def _tell_watchers(context: JobContext) -> None:
    """Look at what is new, then write to those near it: what was missed while off is told now."""
    while not context.is_stopping() and _queue_news(context):
        pass
    while not context.is_stopping() and context.database.run(partial(watches.send_news, now=context.now)):
        pass


def _queue_news(context: JobContext) -> bool:
    """Look up what is new while others write, queue it in parts; tell whether there was any."""
    with context.database.reading() as session:
        news = watches.find_news(session, now=context.now)
    is_any = False
    for parts in news:
        is_any = True
        if context.is_stopping():
            break
        context.database.run(partial(watches.queue_news, parts=parts))
    return is_any


def _pack_sheets(context: JobContext) -> None:
    """Draw some seconds' worth of the pack whose turn it is: the other jobs wait no longer than that."""
    root = services().settings.instance / "packs"
    context.database.run(partial(forget_packs, now=context.now))
    with context.database.reading() as session:
        kept, order = list_packs_kept(session), find_next_pack(session)
    sweep_folders(root, kept)
    if order is not None:
        progress = work_on_pack(order, root / order.id.hex, Pace(_PACKING_SECONDS, context.is_stopping))
        context.database.run(partial(note_progress, pack_id=order.id, progress=progress, now=now()))


def _index_words(context: JobContext) -> None:
    """Index what has no words yet: after an upgrade that reads texts in another way, or a restored database."""
    while not context.is_stopping() and context.database.run(index_missing):
        pass


def _forget(context: JobContext) -> None:
    """Whatever has a date after which nobody needs it."""
    context.database.run(lambda session: forget_unconfirmed(session, now=context.now))
    context.database.run(lambda session: forget_expired(session, now=context.now))
    context.database.run(lambda session: scrub(session, now=context.now))
    context.database.run(lambda session: forget_due(session, now=context.now))
    context.database.run(lambda session: forget_erased(session, now=context.now))
    context.database.run(lambda session: forget_unanswered(session, now=context.now))
    context.database.run(lambda session: purge_over(session, now=context.now))
    context.database.run(lambda session: forget_runs(session, now=context.now))
    while not context.is_stopping() and context.database.run(lambda s: forget_unconfirmed_answers(s, now=context.now)):
        pass
    context.database.run(lambda session: watches.forget_unconfirmed(session, now=context.now))
    context.database.run(lambda session: watches.forget_over(session, now=context.now))
    context.database.run(lambda session: broadcasts.forget_unconfirmed(session, now=context.now))
    context.database.run(lambda session: broadcasts.forget_over(session, now=context.now))


JOBS: tuple[JobSpec, ...] = (
    JobSpec("expand-notices", timedelta(seconds=5), _expand_notices),
    JobSpec("remind", timedelta(minutes=1), _remind),
    JobSpec("send-messages", timedelta(seconds=15), _send_messages),
    JobSpec("after-events", timedelta(minutes=10), _after_events),
    JobSpec("release-holds", timedelta(minutes=1), _release_holds),
    JobSpec("waiting-lists", timedelta(seconds=5), _take_turns),
    JobSpec("count-places", timedelta(hours=1), _count_places),
    JobSpec("refresh-bands", timedelta(hours=1), _refresh_bands),
    JobSpec("follow-clocks", timedelta(hours=1), _follow_clocks),
    JobSpec("tell-watchers", timedelta(minutes=10), _tell_watchers),
    JobSpec("pack-sheets", timedelta(seconds=5), _pack_sheets),
    JobSpec("index-words", timedelta(hours=1), _index_words),
    JobSpec("forget", timedelta(hours=1), _forget),
)
