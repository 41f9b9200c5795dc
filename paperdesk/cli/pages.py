# SPDX-License-Identifier: MIT
"""What the command line asks of whoever can lay out pages."""

from collections.abc import Callable
from typing import NamedTuple


class PagesRequest(NamedTuple):
    """`finish` gets a function from HTML to PDF, does the rest, and returns the exit status."""

    finish: Callable[[Callable[[str], bytes]], int]
