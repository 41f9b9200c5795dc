# SPDX-License-Identifier: MIT
"""Writing notes: the field, what it helps with, how a note looks, and how it is kept."""
