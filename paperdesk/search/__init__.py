# SPDX-License-Identifier: MIT
"""The only room that knows Whoosh: an index of words over the papers, which may be deleted at any time."""

import warnings

# Python says this when it compiles Whoosh, of 2016; where that cannot be kept, at every start.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=".*whoosh")
