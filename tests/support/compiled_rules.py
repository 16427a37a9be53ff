"""Reads and compiles the addresses of the application once for a whole process, however many applications the tests make.

Werkzeug takes every rule of every application apart and writes two functions for it: a third of what a test of a page
used. Nothing of an application is kept: each gets converters of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.routing import Rule
from werkzeug.routing.converters import BaseConverter
from werkzeug.routing.rules import RulePart


@dataclass(frozen=True)
class _Wish:
    """A converter that a rule asked for, and what of it went into the rule's parts."""

    name: str
    kind: str
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    shape: tuple[object, ...]


@dataclass(frozen=True)
class _Read:
    """What reading a rule gave."""

    parts: tuple[RulePart, ...]
    trace: tuple[tuple[bool, str], ...]
    wishes: tuple[_Wish, ...]


_compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
_read: dict[str, _Read] = {}


def share_compiled_rules() -> None:
    """Let every rule take what an equal one was read and compiled to."""
    _share_functions()
    _share_parts()


def _share_functions() -> None:
    compile_builder: Any = Rule._compile_builder

    def shared(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = sorted((name, repr(value)) for name, value in (rule.defaults or {}).items())
        converters = sorted((name, type(one)) for name, one in rule._converters.items()) if defaults else ()
        key = (append_unknown, rule.rule, tuple(rule._trace), tuple(defaults), tuple(converters))
        if key not in _compiled:
            _compiled[key] = compile_builder(rule, append_unknown)
        return _compiled[key]

    # They get the rule itself as an argument and keep nothing.
    Rule._compile_builder = shared  # type: ignore[method-assign]


def _share_parts() -> None:
    parse_rule: Any = Rule._parse_rule
    get_converter: Any = Rule.get_converter
    heard: list[_Wish] = []

    def listening(rule: Rule, name: str, kind: str, arguments: Any, options: Any) -> BaseConverter:
        converter: BaseConverter = get_converter(rule, name, kind, arguments, options)
        heard.append(_Wish(name, kind, arguments, options, _shape(converter)))
        return converter

    def parse(rule: Rule, text: str) -> Iterable[RulePart]:
        known = _read.get(text)
        if known is not None and _take_over(rule, known):
            return known.parts
        heard.clear()
        before = len(rule._trace)
        parts = tuple(parse_rule(rule, text))
        _read[text] = _Read(parts, tuple(rule._trace[before:]), tuple(heard))
        return parts

    def _take_over(rule: Rule, known: _Read) -> bool:
        converters = [get_converter(rule, one.name, one.kind, one.arguments, one.options) for one in known.wishes]
        if any(_shape(one) != wish.shape for one, wish in zip(converters, known.wishes, strict=True)):
            return False
        for one, wish in zip(converters, known.wishes, strict=True):
            rule._converters[wish.name] = one
            rule.arguments.add(wish.name)
        rule._trace.extend(known.trace)
        return True

    Rule.get_converter = listening  # type: ignore[method-assign]
    Rule._parse_rule = parse  # type: ignore[method-assign]


def _shape(converter: BaseConverter) -> tuple[object, ...]:
    return (type(converter), converter.regex, converter.weight, converter.part_isolating)
