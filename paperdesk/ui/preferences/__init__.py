# SPDX-License-Identifier: MIT
"""The dialog of preferences, made of the table of options."""
