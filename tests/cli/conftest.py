# SPDX-License-Identifier: MIT
"""What the tests of the command line share: the program run as a process, and its output taken apart."""

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from paperdesk.__main__ import main

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line on stderr, without `paperdesk: error: `, of a run that failed."""
        assert (self.status, self.err.count("\n")) == (1, 1), self
        assert self.err.startswith("paperdesk: error: "), self
        return self.err.removeprefix("paperdesk: error: ").rstrip("\n")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data, where it is there."""
    if not DATA.exists():
        pytest.skip("the real data is not here")
    return DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the library of a test is, or would be."""
    return tmp_path / "library"


@pytest.fixture
def paperdesk(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run the program in this process, on the library of the test."""

    def run(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Done:
        given, out, err = (
            io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="\n") for content in (stdin, b"", b"")
        )
        with monkeypatch.context() as patch:
            for name, value in {"PAPERDESK_LIBRARY": str(folder), **(env or {})}.items():
                patch.setenv(name, value)
            patch.chdir(tmp_path)
            for name, stream in (("stdin", given), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, stream)
            status = main(arguments)
        for stream in (out, err):
            stream.flush()
        return Done(status, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))  # type: ignore[attr-defined]

    return run


@pytest.fixture
def process(folder: Path, tmp_path: Path) -> Callable[..., Done]:
    """Run the program as a process of its own; `memory` bounds its address space, in bytes."""

    def run(*arguments: str, memory: int = 0, env: dict[str, str] | None = None, **how: Any) -> Done:
        # Python holds output back, as it does for those who run it without that variable.
        environment = {**os.environ, "PAPERDESK_LIBRARY": str(folder), "PYTHONUNBUFFERED": "", **(env or {})}
        if memory:
            how["preexec_fn"] = lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        command = [sys.executable, "-m", "paperdesk", *arguments]
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
        done = subprocess.run(command, env=environment, cwd=tmp_path, timeout=120, check=False, **how)
        out, err = ((stream or b"").decode("utf-8", "surrogateescape") for stream in (done.stdout, done.stderr))
        assert "Traceback" not in err, err
        return Done(done.returncode, out, err)

    return run


@pytest.fixture
def papers_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of `count` abstracts."""

    def write(count: int = 3, name: str = "papers.jsonl", length: int = 1, **fields: Any) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8") as file:
            for n in range(1, count + 1):
                line = {
                    "id": f"{2401 + n // 90_000}.{n % 90_000:05}",
                    "title": f"Title number {n}",
                    "abstract": f"Abstract number {n}. " * length,
                    "authors": [f"Ann Lee {n}", "Bo Wu"],
                    "date": f"2024-01-{n % 28 + 1:02}",
                    "categories": ["cs.LG"],
                }
                file.write(json.dumps(line | fields) + "\n")
        return path

    return write
