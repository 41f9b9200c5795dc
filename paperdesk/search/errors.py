# SPDX-License-Identifier: MIT
"""What can be wrong with an index."""

from paperdesk.domain.errors import Trouble


class IndexTrouble(Trouble):
    """The search index cannot be used or written as it is."""


class IndexUnusable(IndexTrouble):
    """The index is missing, damaged, of another version or none of ours; building it anew mends that."""


class IndexUnwritable(IndexTrouble):
    """The folder of the index cannot be written to; what was committed before still stands."""


class IndexBusy(IndexTrouble):
    """Another process writes to the index at this moment."""
