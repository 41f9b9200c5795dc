# SPDX-License-Identifier: MIT
"""The margin: what the reader marked in the paper that is read, beside its text."""
