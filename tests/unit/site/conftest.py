from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture(autouse=True)
def _words_in_english() -> Iterator[None]:
    app = Flask("site")
    Babel(app)
    with app.app_context():
        yield
