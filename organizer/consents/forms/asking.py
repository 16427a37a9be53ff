"""The form by which a campaign names an organisation that asks."""

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from organizer.consents.rules import NAME_LIMIT, AskerKind
from organizer.foundation.web.fields import LineField, needed, stop
from organizer.foundation.web.forms import PersonForm
from organizer.foundation.web.refusals import word_refusals

word_refusals(
    {
        "too_many_askers": lazy_gettext("More than %(limit)s boxes nobody reads. Take one away first."),
        "ticks_not_taken": lazy_gettext("No addresses are taken from sheets here, or not any more: nothing was kept."),
        "too_many_ticks": lazy_gettext(
            "From the sheets of one event we write to %(limit)s people at most: nothing was kept."
        ),
        "asks_already": lazy_gettext("This organisation asks already."),
    }
)

KINDS = (
    (AskerKind.COALITION.value, lazy_gettext("The coalition")),
    (AskerKind.PARTNER.value, lazy_gettext("A partner or endorsing organisation")),
    (AskerKind.HOST.value, lazy_gettext("The group that hosts each event")),
)


class AskerForm(PersonForm):
    """Who asks, by which name, and who takes the addresses along."""

    kind = RadioField(
        lazy_gettext("Who asks?"), [needed()], choices=[SelectChoice(value=kind, label=words) for kind, words in KINDS],
        default=AskerKind.COALITION.value,
    )  # fmt: skip
    name = LineField(lazy_gettext("Name"), NAME_LIMIT)
    group = SelectField(lazy_gettext("Whose admins take the addresses along?"), choices=[])

    def offer_groups(self, groups: list[tuple[str, str]]) -> None:
        """Say which groups there are: slug and name."""
        own = SelectChoice(value="", label=str(lazy_gettext("Nobody else: you do")))
        self.group.choices = [own, *(SelectChoice(value=slug, label=name) for slug, name in groups)]

    def validate_name(self, field: LineField) -> None:
        """Want a name, but of the host group, which is another one at each event."""
        if self.kind.data != AskerKind.HOST.value and not field.data:
            raise stop(lazy_gettext("This is needed."))
