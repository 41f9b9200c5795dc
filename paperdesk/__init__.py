# SPDX-License-Identifier: MIT
"""PaperDesk: a desk for people who follow research."""

__version__ = "0.1.0"
