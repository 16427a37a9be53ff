"""Compiles the addresses of the application once for a whole process, however many applications the tests make.

Werkzeug writes two functions for every rule of every application: a third of what a test of a page used.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}


def share_compiled_rules() -> None:
    """Let every rule take the functions of an equal one. They get the rule itself as an argument and keep nothing."""
    compile_builder: Any = Rule._compile_builder

    def shared(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = sorted((name, repr(value)) for name, value in (rule.defaults or {}).items())
        converters = sorted((name, type(one)) for name, one in rule._converters.items()) if defaults else ()
        key = (append_unknown, rule.rule, tuple(rule._trace), tuple(defaults), tuple(converters))
        if key not in _compiled:
            _compiled[key] = compile_builder(rule, append_unknown)
        return _compiled[key]

    Rule._compile_builder = shared  # type: ignore[method-assign]
