# SPDX-License-Identifier: MIT
"""The dialog of sources: what the reader subscribes to, how each is fetched, and how that went."""
