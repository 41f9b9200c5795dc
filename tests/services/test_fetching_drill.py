# SPDX-License-Identifier: MIT
"""A short run of the fault drill of tests/bench: whatever goes wrong on the way, every paper comes in exactly once."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench" / "bench_fetch.py"


@pytest.fixture(scope="module")
def bench() -> Any:
    spec = importlib.util.spec_from_file_location("bench_fetch", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [3, 4])
def test_faults_at_random_cost_no_paper(bench: Any, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.drill(120, seed) == 0, capsys.readouterr().out
