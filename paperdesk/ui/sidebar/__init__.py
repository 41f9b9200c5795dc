# SPDX-License-Identifier: MIT
"""The sidebar: every entry is a query, with live counts."""
