# SPDX-License-Identifier: MIT
"""Raw text as it is stored → what the reader sees, with a map of positions. Pure; no Qt, no files but its word list."""
