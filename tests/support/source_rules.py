"""Rules on Python source that no ready linter has. Each takes a parsed module and yields faults, ``line: sentence``."""

import ast
from collections.abc import Iterator

from tests.support.sources import Function, functions

MAX_FUNCTION_LINES = 60
MAX_PARAMETERS = 6


def commits(module: ast.AST) -> Iterator[str]:
    """Only the edge of a transaction commits."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield f"{node.lineno}: calls commit()"


def hidden_imports(module: ast.AST) -> Iterator[str]:
    """An import inside a function hides a ring."""
    for function in functions(module):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{node.lineno}: imports inside {function.name}"


def blind_excepts(module: ast.AST) -> Iterator[str]:
    """Catching everything goes on with what nobody understood; re-raising at the end is fine."""
    for node in ast.walk(module):
        if isinstance(node, ast.ExceptHandler) and _is_blind(node.type) and not isinstance(node.body[-1], ast.Raise):
            yield f"{node.lineno}: catches everything"


def long_functions(module: ast.AST) -> Iterator[str]:
    """A function fits on one screen."""
    for function in functions(module):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MAX_FUNCTION_LINES:
            yield f"{function.lineno}: {function.name} has {length} lines"


def many_parameters(module: ast.AST) -> Iterator[str]:
    """Past six parameters, a value object has a name waiting."""
    for function in functions(module):
        count = len(_parameters(function))
        if count > MAX_PARAMETERS:
            yield f"{function.lineno}: {function.name} takes {count} parameters"


def unfinished(module: ast.AST) -> Iterator[str]:
    """Nothing is left for later. A private base class may leave a method to its children."""
    bases = [node for node in ast.walk(module) if isinstance(node, ast.ClassDef) and node.name.startswith("_")]
    excused = {id(node) for base in bases for node in ast.walk(base)}
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and node.id == "NotImplementedError" and id(node) not in excused:
            yield f"{node.lineno}: is not implemented"


def sleeps(module: ast.AST) -> Iterator[str]:
    """A test that sleeps is slow on good days and fails on bad ones; between two looks, in a loop, it may."""
    loops = [node for node in ast.walk(module) if isinstance(node, ast.While | ast.For)]
    between_looks = {id(node) for loop in loops for node in ast.walk(loop)}
    for node in ast.walk(module):
        is_sleep = isinstance(node, ast.Call) and ast.unparse(node.func) in ("time.sleep", "sleep")
        if is_sleep and id(node) not in between_looks:
            yield f"{node.lineno}: sleeps"


def unclear_test_names(module: ast.AST) -> Iterator[str]:
    """A test's name completes a sentence: at least three words, none of them a number alone; no name twice."""
    seen: set[str] = set()
    for node in ast.walk(module):
        scope = node.name if isinstance(node, ast.ClassDef) else ""
        for function in getattr(node, "body", []) if isinstance(node, ast.Module | ast.ClassDef) else []:
            if not isinstance(function, Function) or not function.name.startswith("test_"):
                continue
            words = function.name.removeprefix("test_").split("_")
            if len(words) < 3 or "" in words:
                yield f"{function.lineno}: {function.name} is no sentence"
            if f"{scope}.{function.name}" in seen:
                yield f"{function.lineno}: {function.name} stands twice"
            seen.add(f"{scope}.{function.name}")


def _is_blind(kind: ast.expr | None) -> bool:
    if kind is None:
        return True
    caught = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(isinstance(one, ast.Name) and one.id in ("Exception", "BaseException") for one in caught)


def _parameters(function: Function) -> list[ast.arg]:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [argument for argument in named if argument.arg not in ("self", "cls")]
