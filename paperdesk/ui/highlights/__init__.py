# SPDX-License-Identifier: MIT
"""The view of all highlights of the library: a lazy model, one delegate, one pane."""
