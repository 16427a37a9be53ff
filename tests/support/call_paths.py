"""Which functions lead to another one, read from the source: by the names that they call, through imports."""

import ast
from collections.abc import Mapping
from functools import cache

from tests.support.sources import ROOT, Function, ours

#: A function: the module that it is in, and its name (of a method, without its class).
Place = tuple[str, str]


@cache
def calls() -> Mapping[Place, frozenset[Place]]:
    """Return what each function of the package names, as far as a name says where it is from.

    A method is known by its name alone: whoever names ``.draw`` may mean any method ``draw`` of ours.
    """
    modules = {
        _module(path.relative_to(ROOT).parts): ast.parse(path.read_text()) for path in ours(".py", below="organizer")
    }
    methods: dict[str, set[Place]] = {}
    for module, tree in modules.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for one in node.body:
                    if isinstance(one, Function):
                        methods.setdefault(one.name, set()).add((module, one.name))
    found: dict[Place, set[Place]] = {}
    for module, tree in modules.items():
        imported = _imported(module, tree)
        for node in ast.walk(tree):
            if isinstance(node, Function):
                found.setdefault((module, node.name), set()).update(_named(node, module, imported, methods))
    return {place: frozenset(named) for place, named in found.items()}


def leading_to(ends: set[Place]) -> set[Place]:
    """Return every function that comes to one of ``ends``, over any number of others; ``ends`` too."""
    reached, graph = set(ends), calls()
    while fresh := {place for place, named in graph.items() if place not in reached and named & reached}:
        reached |= fresh
    return reached


def _module(parts: tuple[str, ...]) -> str:
    return ".".join(parts).removesuffix(".py").removesuffix(".__init__")


def _imported(module: str, tree: ast.Module) -> dict[str, Place]:
    """Return the names that a module has from others of ours."""
    is_package = (ROOT / module.replace(".", "/")).is_dir()
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = module.split(".")
            base = above[: len(above) - node.level + is_package] if node.level else []
            source = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            found |= {alias.asname or alias.name: (source, alias.name) for alias in node.names}
    return found


def _named(node: ast.AST, module: str, imported: dict[str, Place], methods: dict[str, set[Place]]) -> set[Place]:
    found: set[Place] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            found.add(imported.get(part.id, (module, part.id)))
        elif isinstance(part, ast.Attribute):
            found |= methods.get(part.attr, set())
    return found
