# SPDX-License-Identifier: MIT
"""The dialog of exports: what goes out, how it looks, where to."""
