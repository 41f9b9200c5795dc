# SPDX-License-Identifier: MIT
"""The only room that knows Whoosh: an index of words over the papers, which may be deleted at any time."""
