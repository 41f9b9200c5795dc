# SPDX-License-Identifier: MIT
"""The reader: one paper, set for comfortable reading."""
