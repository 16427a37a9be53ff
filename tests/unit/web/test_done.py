"""Sentences after a write: each code speaks for one feature."""

import pytest
from flask_babel import lazy_gettext

import organizer.app  # noqa: F401 - registers the sentences of all features
from organizer.foundation.web.done import word_results


def test_two_features_cannot_word_one_code() -> None:
    with pytest.raises(ValueError, match="approved"):
        word_results({"approved": lazy_gettext("Something else.")})
