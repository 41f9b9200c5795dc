# SPDX-License-Identifier: MIT
"""Process start to the first painted list, with 1k and 100k papers, beside an empty window of three panes.

Modules are compiled beforehand, as an installer does it.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus

HERE = Path(__file__).parent
ROUNDS = 15


def seconds(*command: str) -> float:
    """Return what one start took."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "BENCH_BEGAN": str(time.time())}
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def main() -> int:
    """Print medians and ratios; the rounds go in turn, so that noise meets all alike."""
    if not corpus.REAL.exists():
        print("bench_start: the corpus is not here; nothing was measured")
        return 0
    commands = {
        "floor": [str(HERE / "floor_window.py")],
        "1k": [str(HERE / "started_window.py"), "--library", str(corpus.library(1_000))],
        "100k": [str(HERE / "started_window.py"), "--library", str(corpus.library(100_000))],
    }
    for command in commands.values():
        seconds(*command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(seconds(*command))
    median = {name: statistics.median(found) for name, found in times.items()}
    print("  ".join(f"{name} {median[name] * 1000:.0f} ms" for name in median))
    to_floor, to_small = median["100k"] / median["floor"], median["100k"] / median["1k"]
    print(f"100k / floor {to_floor:.2f} (bound 1.5)   100k / 1k {to_small:.2f} (bound 1.1)")
    return 0 if to_floor <= 1.5 and to_small <= 1.1 else 1


if __name__ == "__main__":
    sys.exit(main())
