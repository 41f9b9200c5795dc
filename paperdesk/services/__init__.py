# SPDX-License-Identifier: MIT
"""The reader's verbs: one verb, one function, one `Changes`. Nothing here knows of Qt."""
