#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs PaperDesk, or its tests, from a checkout: `dev.py run [ARG…]`, `dev.py test [PYTEST ARG…]`.

Standard library only. It makes `.venv`, installs what the command needs, sees that Qt loads, and does none
of it again while nothing has changed.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)

# Found one missing library at a time on a bare Debian 12.
OFFSCREEN_PACKAGES = """libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfreetype6 libfontconfig1 libdbus-1-3""".split()
WINDOW_PACKAGES = """libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxcb-shm0 libxkbcommon-x11-0 libx11-xcb1""".split()
PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; return the exit status."""
    if sys.version_info < OLDEST:
        say(f"PaperDesk needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}")
        return 1
    if not arguments or arguments[0] not in ("run", "test"):
        say("usage: python3 packaging/dev.py run [ARG…] | test [PYTEST ARG…]")
        return 2
    command, rest = arguments[0], list(arguments[1:])
    if not install(extras="[dev]" if command == "test" else ""):
        return 1
    return run(rest) if command == "run" else test(rest)


def say(text: str) -> None:
    """Tell the developer something."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


# --- set-up ---------------------------------------------------------------------------------------------


def install(extras: str) -> bool:
    """Make the environment hold what `extras` asks for; return whether it does."""
    stamp = VENV / "paperdesk-stamp"
    wanted = fingerprint()
    have = stamp.read_text("utf-8").split("\n") if stamp.exists() and PYTHON.exists() else []
    if have[:1] == [wanted] and (extras in have[1:] or "[dev]" in have[1:]):
        return True
    if not PYTHON.exists() and not make_environment():
        return False
    say("installing PaperDesk and what it needs; this is done once")
    stamp.unlink(missing_ok=True)
    if not pip("install", "--upgrade", "pip") or not pip("install", "--editable", f"{ROOT}{extras}"):
        return False
    stamp.write_text(f"{wanted}\n{extras}", "utf-8")
    return True


def fingerprint() -> str:
    """Return what the environment depends on, as one word."""
    facts = (ROOT / "pyproject.toml").read_bytes() + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(facts).hexdigest()


def make_environment() -> bool:
    """Make `.venv`; on Debian the module for it may have to be installed first."""
    say("making .venv")
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode and shutil.which("apt-get"):
        shutil.rmtree(VENV, ignore_errors=True)
        if install_system_packages(["python3-venv"]):
            made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        say(f"the environment could not be made:\n{(made.stdout + made.stderr).strip()}")
    return made.returncode == 0


def pip(*arguments: str) -> bool:
    """Run pip in the environment, quietly unless it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        say("pip failed; its last lines:\n" + "\n".join(done.stdout.splitlines()[-15:]))
    return done.returncode == 0


def qt_loads(platform: str) -> str:
    """Return an empty string where Qt starts on `platform`, else what it says."""
    environment = os.environ | {"QT_QPA_PLATFORM": platform}
    done = subprocess.run([str(PYTHON), "-c", PROBE], env=environment, capture_output=True, text=True)
    return "" if done.returncode == 0 else (done.stderr.strip() or f"it ended with {done.returncode}")


def prepare_qt(platform: str) -> bool:
    """See that Qt loads; install the system libraries that it lacks, or say how; return whether it loads now."""
    stamp = VENV / f"paperdesk-qt-{platform}"
    if stamp.exists() and stamp.read_text("utf-8") == fingerprint():
        return True
    trouble = qt_loads(platform)
    if trouble and sys.platform == "linux":
        packages = OFFSCREEN_PACKAGES + (WINDOW_PACKAGES if platform == "xcb" else [])
        if install_system_packages(packages):
            trouble = qt_loads(platform)
    if trouble:
        say(f"Qt does not start on the platform {platform}:\n{trouble}")
        return False
    stamp.write_text(fingerprint(), "utf-8")
    return True


def install_system_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where we may; otherwise print the one command that does."""
    prefix = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo"]
    command = [*prefix, "apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        say(f"Qt needs system libraries; on Debian they are the packages {' '.join(packages)}")
        return False
    if prefix and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
        say(f"system libraries are missing; this installs them:\n    {shlex.join(command)}")
        return False
    say(f"installing system libraries: {' '.join(packages)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update"], env=environment, capture_output=True)
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        say(f"that failed; by hand: {shlex.join(command)}\n{done.stderr.strip()[-1500:]}")
    return done.returncode == 0


# --- commands -------------------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Open the window; without a display, draw it into a file and print the day's list."""
    if arguments or has_display():
        platform = display_platform() if has_display() else "offscreen"
        environment = os.environ | ({} if has_display() else {"QT_QPA_PLATFORM": "offscreen"})
        if not prepare_qt(platform):
            return 1
        return subprocess.run([str(PYTHON), "-m", "paperdesk", *arguments], env=environment).returncode
    say("there is no display: the window is drawn into a file, and the list printed here")
    if not prepare_qt("offscreen"):
        return 1
    picture = Path(tempfile.mkdtemp(prefix="paperdesk-")) / "window.png"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    drawn = subprocess.run(
        [str(PYTHON), "-m", "paperdesk", "--screenshot", str(picture), "--size", "1280x800"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    if drawn.returncode:
        say(drawn.stderr.strip())
        return drawn.returncode
    listed = subprocess.run([str(PYTHON), "-m", "paperdesk", "list", "--limit", "20"]).returncode
    print(f"\nThe window, drawn: {picture}")
    return listed


def has_display() -> bool:
    """Whether a window can be opened here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def display_platform() -> str:
    """Return the Qt platform that a window would use here."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen or sys.platform != "linux":
        return chosen or {"darwin": "cocoa", "win32": "windows"}.get(sys.platform, "")
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else "xcb"


def test(arguments: Sequence[str]) -> int:
    """Run every check; go on after a failure, and say at the end how each ended."""
    if not prepare_qt("offscreen"):
        return 1
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    scripts = PYTHON.parent
    checks = {
        "ruff check": [str(scripts / "ruff"), "check", "."],
        "ruff format": [str(scripts / "ruff"), "format", "--check", "."],
        "mypy": [str(PYTHON), "-m", "mypy"],
        "import-linter": [str(scripts / "lint-imports"), "--no-cache"],
        "module picture": [str(PYTHON), "packaging/modules.py", "build/modules.svg"],
        "pytest": [str(PYTHON), "-m", "pytest", *(arguments or ["-q", "-n", "2"])],
    }
    ended = {}
    for name, command in checks.items():
        say(f"--- {name}")
        ended[name] = subprocess.run(command, cwd=ROOT, env=environment).returncode
    for name, status in ended.items():
        say(f"{'ok    ' if status == 0 else 'FAILED'} {name}")
    return 1 if any(ended.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
