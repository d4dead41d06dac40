"""Every command and every snippet of the manual and of the README, run in the order of its page.

A block `console` holds commands after `$ ` and, below each, lines of what it prints: `…` stands for anything, and
a line `…` for any lines. `# exits with N` after a command says how it ends if not well. A block `python` goes on
where the last one of its page ended. Everything of a page happens in one folder.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import traceback
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
MANUAL = HOUSE / "docs/manual"
# What needs a cluster, another machine or a build stands in blocks of other kinds.
KINDS = {"console", "python"}
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>[a-z,]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [(match["kind"], match["text"]) for match in found if match["kind"] in KINDS]


def commands(block: str) -> list[tuple[str, int, list[str]]]:
    """Each command of a block, how it should end, and the lines that it should print."""
    found: list[tuple[str, int, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            command, _, note = line[2:].partition("# exits with ")
            found.append((command.strip(), int(note or 0), []))
        else:
            assert found, f"a block begins with {line!r}, which is no command"
            found[-1][2].append(line)
    return found


def matches(lines: list[str], said: str) -> bool:
    pattern = ""
    for line in lines:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part.strip()) for part in line.split("…")).join([r"[ ]*", r"[ ]*\n"])
    return re.fullmatch(pattern + r"\s*", said + "\n") is not None


def run_page(page: Path, folder: Path, path: str) -> int:
    env = {**os.environ, "PATH": path, "NO_COLOR": "1", "MPLBACKEND": "Agg"}
    names: dict[str, object] = {"__name__": "__main__"}
    done = 0
    for kind, text in blocks(page):
        done += 1
        if kind == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                try:
                    exec(compile(text, f"{page.name}", "exec"), names)
                except BaseException:
                    pytest.fail(f"{page.name}:\n{text}\n{traceback.format_exc()}")
            continue
        for command, code, lines in commands(text):
            ended = subprocess.run(command, shell=True, cwd=folder, env=env, capture_output=True, text=True, timeout=300)
            told = f"{page.name}: {command}\nexit {ended.returncode}\n{ended.stdout}{ended.stderr}"
            assert ended.returncode == code, told
            if lines:
                said = ended.stdout if code == 0 else ended.stderr
                assert matches(lines, said), told + "\nthe manual says:\n" + "\n".join(lines)
    return done


PAGES = ["README.md", *sorted(page.relative_to(HOUSE).as_posix() for page in MANUAL.rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_manual_does_what_it_says(page: str, binary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    there = tmp_path.parent / "bin"
    there.mkdir(exist_ok=True)
    link = there / "groundswell"
    if not link.exists():
        link.symlink_to(binary)
    count = run_page(HOUSE / page, tmp_path, f"{there}{os.pathsep}{os.environ['PATH']}")
    text = (HOUSE / page).read_text(encoding="utf-8")
    assert count == len(re.findall(r"^ *```(?:console|python)$", text, re.MULTILINE))


def test_the_reader_of_blocks_can_fail() -> None:
    assert matches(["a …", "…", "z"], "a b\nc\nd\nz\n")
    assert not matches(["a …", "z"], "a b\nc\nz\n")
    assert not matches(["b"], "a\n")
    assert commands("$ x    # exits with 65\nsaid\n$ y\n") == [("x", 65, ["said"]), ("y", 0, [])]
