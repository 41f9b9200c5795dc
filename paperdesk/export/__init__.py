# SPDX-License-Identifier: MIT
"""Formats for others: domain objects in, text out. One small module a format."""
