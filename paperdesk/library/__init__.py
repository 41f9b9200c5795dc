# SPDX-License-Identifier: MIT
"""The only room that speaks SQL: rows in, domain objects out. SQLite is the only truth."""
