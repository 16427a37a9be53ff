"""SQLite's own disk access, watched: what is written and what is synced, so that a test can cut the power in between.

A second VFS is registered beside SQLite's own in the very library that Python uses. It passes everything on and notes
writes, truncations and syncs in their order. What a power cut may leave of that is put together afterwards: every synced
byte, and of the others any selection of sectors, for a disk keeps what it likes of what it was not told to keep.
"""

import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest

T = TypeVar("T")
NAME = "watched"
_SECTOR = 512
#: SQLite's result code of a call that went well.
_OK = 0


class _Methods(Structure):
    """sqlite3_io_methods, version 3 (https://sqlite.org/c3ref/io_methods.html)."""


_ON_FILE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_Methods._fields_ = [
    ("version", c_int),
    ("close", c_void_p),
    ("read", c_void_p),
    ("write", _WRITE),
    ("truncate", _TRUNCATE),
    ("sync", _SYNC),
    *((f"other{number}", c_void_p) for number in range(13)),
]


class _Vfs(Structure):
    """sqlite3_vfs, version 3 (https://sqlite.org/c3ref/vfs.html)."""


#: The path stays a bare address: SQLite keeps it, and would find a copy of Python's gone.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_Vfs._fields_ = [
    ("version", c_int),
    ("file_size", c_int),
    ("longest_path", c_int),
    ("next", c_void_p),
    ("name", c_char_p),
    ("data", c_void_p),
    ("open", _OPEN),
    *((f"other{number}", c_void_p) for number in range(15)),
]


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that went into a file; ``size``: it was cut there first."""

    file: str
    offset: int
    data: bytes
    size: int | None = None

    def torn(self, chance: random.Random) -> Iterator["Write"]:
        """Yield the sectors of it that a failing disk happened to keep."""
        if self.size is not None:
            if chance.random() < 0.5:
                yield self
            return
        for start in range(0, len(self.data), _SECTOR):
            if chance.random() < 0.5:
                yield Write(self.file, self.offset + start, self.data[start : start + _SECTOR])

    def put(self, image: bytearray) -> None:
        """Do to ``image`` what was done to the file."""
        if self.size is not None:
            del image[self.size :]
            return
        image.extend(bytes(max(self.offset + len(self.data) - len(image), 0)))
        image[self.offset : self.offset + len(self.data)] = self.data


@dataclass(frozen=True, slots=True)
class Sync:
    """From here on what was written into the file is on the disk."""

    file: str


@dataclass(frozen=True, slots=True)
class Word(Generic[T]):
    """Something was told to somebody: it must be true from here on."""

    what: T


@dataclass
class Disk(Generic[T]):
    """Everything that happened, in its order."""

    log: list[Write | Sync | Word[T]] = field(default_factory=list)
    is_on: bool = True

    def add(self, act: "Write | Sync | Word[T]") -> None:
        """Note an act while there is power."""
        if self.is_on:
            self.log.append(act)

    def power_is_off(self) -> None:
        """Note nothing more."""
        self.is_on = False

    def note(self, what: T) -> None:
        """Note what was told to somebody."""
        self.add(Word(what))

    def cuts(self, start: dict[str, bytes], chance: random.Random) -> Iterator[tuple[list[T], dict[str, bytes]]]:
        """Yield what was told and what is on the disk, for a power cut just before, and just after, each sync.

        ``start``: the files as they were, by name. Each time once with the synced bytes alone, and once with a selection
        of sectors of the others.
        """
        kept = {name: bytearray(data) for name, data in start.items()}
        told: list[T] = []
        loose: list[Write] = []
        for act in self.log:
            match act:
                case Word(what):
                    told.append(what)
                case Write():
                    loose.append(act)
                case Sync(file):
                    yield from self._cut(told, kept, loose, chance)
                    for write in loose:
                        if write.file == file:
                            write.put(kept.setdefault(file, bytearray()))
                    loose = [write for write in loose if write.file != file]
                    yield from self._cut(told, kept, loose, chance)
        yield from self._cut(told, kept, loose, chance)

    def _cut(
        self, told: list[T], kept: dict[str, bytearray], loose: list[Write], chance: random.Random
    ) -> Iterator[tuple[list[T], dict[str, bytes]]]:
        yield list(told), {name: bytes(data) for name, data in kept.items()}
        if loose:
            torn = {name: bytearray(data) for name, data in kept.items()}
            for write in loose:
                for piece in write.torn(chance):
                    piece.put(torn.setdefault(write.file, bytearray()))
            yield list(told), {name: bytes(data) for name, data in torn.items()}


@contextmanager
def watched_disk() -> Iterator[Disk[Any]]:
    """Yield what happens to databases opened with ``?vfs=watched``, until the block ends. Close them before."""
    library = _library()
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    own = library.sqlite3_vfs_find(None)
    watcher = _Watcher(own)
    vfs = _Vfs.from_buffer_copy(own.contents)
    vfs.next, vfs.name, vfs.open = None, NAME.encode("ascii"), watcher.open
    assert library.sqlite3_vfs_register(ctypes.byref(vfs), 0) == _OK
    try:
        yield watcher.disk
    finally:
        assert library.sqlite3_vfs_unregister(ctypes.byref(vfs)) == _OK


def _library() -> Any:
    """Return the SQLite that Python's own module is linked with."""
    module = pytest.importorskip("_sqlite3")
    library = ctypes.CDLL(module.__file__)
    if not hasattr(library, "sqlite3_vfs_register"):
        pytest.skip("this Python has SQLite built in with its functions hidden: no way below it")
    return library


class _Watcher:
    """The functions that SQLite calls instead of its own; each does what the own one does."""

    def __init__(self, own: Any) -> None:
        self.disk: Disk[Any] = Disk()
        self._own = own
        self._names: dict[int, str] = {}
        #: Our tables by the address of the own ones, and the own ones by open file. They must outlive every file.
        self._ours: dict[int, _Methods] = {}
        self._of_file: dict[int, _Methods] = {}
        self._write, self._truncate, self._sync = (
            _WRITE(self._on_write),
            _TRUNCATE(self._on_truncate),
            _SYNC(self._on_sync),
        )
        self.open = _OPEN(self._on_open)

    def _on_open(self, _vfs: int, path: int | None, file: int, flags: int, out: Any) -> int:
        done: int = self._own.contents.open(ctypes.addressof(self._own.contents), path, file, flags, out)
        held = c_void_p.from_address(file)  # the file begins with the address of its methods
        if done == _OK and path is not None and held.value:
            own = _Methods.from_address(held.value)
            if held.value not in self._ours:
                ours = _Methods.from_buffer_copy(own)
                ours.write, ours.truncate, ours.sync = self._write, self._truncate, self._sync
                self._ours[held.value] = ours
            self._names[file], self._of_file[file] = Path(ctypes.string_at(path).decode()).name, own
            held.value = ctypes.addressof(self._ours[held.value])
        return done

    def _on_write(self, file: int, data: int, size: int, offset: int) -> int:
        self.disk.add(Write(self._names[file], offset, ctypes.string_at(data, size)))
        done: int = self._of_file[file].write(file, data, size, offset)
        return done

    def _on_truncate(self, file: int, size: int) -> int:
        self.disk.add(Write(self._names[file], size, b"", size))
        done: int = self._of_file[file].truncate(file, size)
        return done

    def _on_sync(self, file: int, flags: int) -> int:
        done: int = self._of_file[file].sync(file, flags)
        self.disk.add(Sync(self._names[file]))
        return done
