# SPDX-License-Identifier: MIT
"""What things are: frozen values and pure functions, without I/O and without a clock."""
