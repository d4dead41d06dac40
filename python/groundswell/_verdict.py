"""How a recorded event ended, by the rules that also judge runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from . import _native

Judged = tuple[Sequence[tuple[str, str, str]], Sequence[tuple[str, str, str]], Sequence[tuple[str, str | None, str]]]
"""Classes, classes if deaths had been ordered, and pieces of evidence."""


class Verdict:
    """The classes that hold for a record, the evidence for them, and what is not known."""

    def __init__(self, judged: Judged) -> None:
        classes, ordered, pieces = judged
        self.classes: dict[str, str] = {label: name for label, name, _ in classes}
        """Label and name of each class that holds, as `{"O3": "crushed"}`."""
        self.rules: dict[str, str] = {label: rule for label, _, rule in classes}
        """The rule of each."""
        self.if_ordered: dict[str, str] = {label: name for label, name, _ in ordered}
        """Label and name of each class that would hold if the people who were killed had been killed by order: deaths alone are no
        order. Empty where nobody was killed, where an order is recorded (a fact `repression_order`), or where it would change nothing."""
        self.evidence: dict[str, str] = {name: found for name, found, _ in pieces if found is not None}
        """What the record says."""
        self.missing: dict[str, str] = {name: needed for name, found, needed in pieces if found is None}
        """What it does not say, and the classes whose rule needs it: such a rule cannot hold."""

    def __repr__(self) -> str:
        held = ", ".join(f"{label} {name}" for label, name in self.classes.items())
        would = ", ".join(f"{label} {name}" for label, name in self.if_ordered.items())
        ordered = f" (had the deaths been ordered: {would})" if would else ""
        return f"<groundswell.Verdict: {held}{ordered}; {len(self.missing)} pieces of evidence are not in the record>"

    def _repr_html_(self) -> str:
        def rows(of: dict[str, str]) -> str:
            return "".join(f"<tr><td>{escape(k)}</td><td>{escape(v)}</td></tr>" for k, v in of.items())

        would = ", ".join(f"{label} {name}" for label, name in self.if_ordered.items())
        ordered = f"<p>Deaths alone are no order. Had these been ordered (a fact <code>repression_order</code>): {escape(would)}</p>"
        held = {f"{label} {name}": self.rules[label] for label, name in self.classes.items()}
        return (
            f"<table><thead><tr><th>class</th><th>rule that holds</th></tr></thead><tbody>{rows(held)}</tbody></table>"
            f"{ordered if would else ''}"
            f"<table><thead><tr><th>evidence</th><th>in the record</th></tr></thead><tbody>{rows(self.evidence)}</tbody></table>"
            f"<p>Not in the record:</p><table><thead><tr><th>evidence</th><th>needed by</th></tr></thead>"
            f"<tbody>{rows(self.missing)}</tbody></table>"
        )


def classify(what: str) -> Verdict:
    """Judges a table of facts by its path, or a scenario or a shipped record by its name."""
    return Verdict(_native.classify_named(what))
