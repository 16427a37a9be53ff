"""Compiles each template once for a whole run, however many applications the tests make.

Workers share what is compiled through a file; what a process has once read, it keeps.
"""

from functools import cache
from pathlib import Path
from types import CodeType

from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from tests.support.run_folder import run_folder


class CompiledTemplates(FileSystemBytecodeCache):
    """A cache in a folder that reads each of its files once; a template that has changed is compiled anew."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is there."""
        super().__init__(str(folder))
        self._read: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from memory, else from its file."""
        checksum, code = self._read.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
            return
        super().load_bytecode(bucket)
        self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write what was compiled for the other workers."""
        super().dump_bytecode(bucket)
        self._keep(bucket)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._read[bucket.key] = (bucket.checksum, bucket.code)


@cache
def compiled_templates() -> CompiledTemplates:
    """Return what this run has compiled."""
    folder = run_folder() / "templates"
    folder.mkdir(exist_ok=True)
    return CompiledTemplates(folder)


def share_compiled_templates() -> None:
    """Let small applications of the tests' own share too; ``create_app`` sets a cache of the instance's own."""
    create = Flask.create_jinja_environment

    def create_sharing(app: Flask) -> Environment:
        environment = create(app)
        environment.bytecode_cache = compiled_templates()
        return environment

    Flask.create_jinja_environment = create_sharing  # type: ignore[method-assign]
