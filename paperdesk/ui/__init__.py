# SPDX-License-Identifier: MIT
"""The only room that knows Qt: what the reader sees and touches."""
