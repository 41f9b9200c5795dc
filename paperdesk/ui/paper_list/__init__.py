# SPDX-License-Identifier: MIT
"""The list of papers: a lazy model, one delegate, one view."""
