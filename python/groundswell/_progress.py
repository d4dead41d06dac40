"""Progress on stderr: with tqdm where it is installed, a line now and then where it is not."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

Progress: TypeAlias = "bool | Literal['auto'] | Callable[[float, int, int], object]"
"""`"auto"` shows progress on a terminal, `True` always, `False` never; a function is called with the share
done (0 to 1), the replicates (runs, simulations) done and those in all."""


class Teller:
    """Tells somebody how far a run is, with the time left."""

    def __init__(self, progress: Progress, replicates: int, hours: int, what: str = "replicates") -> None:
        self._all = max(replicates, 1)
        self._hours = max(hours, 1)
        self._call = progress if callable(progress) else None
        shown = progress is True or (progress == "auto" and sys.stderr.isatty())
        self._what = what
        self._bar: Any = _bar(replicates, what) if shown and not self._call else None
        self._lines = shown and not self._call and self._bar is None
        self._begun = self._told = time.monotonic()
        self._share = 0.0

    def hours(self, hours: int, done: int) -> None:
        """This many hours of replicates are over, and this many replicates."""
        self.share(hours / (self._all * self._hours), done)

    def share(self, share: float, done: int) -> None:
        """This share of the work is over, and this many replicates."""
        share = min(share, 1.0)
        if self._call:
            self._call(share, done, self._all)
        elif self._bar is not None:
            self._bar.update(share * self._all - self._bar.n)
        elif self._lines and share > 0 and (time.monotonic() - self._told > 5):
            self._told = time.monotonic()
            left = (self._told - self._begun) * (1 - share) / share
            print(f"{done} of {self._all} {self._what}, {left:.0f} s left", file=sys.stderr, flush=True)
        self._share = share

    def end(self) -> None:
        """Nothing more comes."""
        if self._bar is not None:
            self._bar.close()


def _bar(replicates: int, what: str) -> Any:
    try:
        from tqdm.auto import tqdm
    except ModuleNotFoundError:
        return None
    style = f"{{l_bar}}{{bar}}| {{n:.0f}}/{{total}} {what}, {{elapsed}}<{{remaining}}"
    return tqdm(total=replicates, bar_format=style, file=sys.stderr, leave=False)
