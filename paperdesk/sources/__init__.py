# SPDX-License-Identifier: MIT
"""Reads what the world writes about papers: one parser a module, bytes in, records out."""
