"""A directory that an analysis, a forecast or a scoring left: its tables and its manifest."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from . import _native
from ._run import Folder
from ._table import Table


class Kept:
    """The directory of finished work. It pickles as its path."""

    _tables = "data"
    """The folder in it that holds the tables; empty for the directory itself."""

    def __init__(self, path: str | os.PathLike[str], folder: Folder | None = None) -> None:
        self.path = Path(path).absolute()
        """The directory."""
        self._folder = folder

    def _read(self, name: str) -> Table:
        return Table(_native.table(self.path, name, self._folder, self._tables))

    @property
    def manifest(self) -> dict[str, Any]:
        """`manifest.json`: versions, command, seed, status, counts, length and sha256 of every file."""
        return dict(json.loads((self.path / "manifest.json").read_text(encoding="utf-8")))

    @property
    def hashes(self) -> dict[str, str]:
        """sha256 of every table file: the same for the same question, seed and version."""
        files = (f for f in self.manifest["files"] if f["path"].startswith(self._tables))
        return {f["path"]: f["sha256"] for f in files if f["path"].endswith(".parquet")}

    def __reduce__(self) -> tuple[Any, ...]:
        if self._folder:
            raise ValueError("this is in a temporary folder that goes with it; give `out=` to send it on")
        return (type(self), (str(self.path),))
