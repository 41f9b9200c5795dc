# SPDX-License-Identifier: MIT
"""Where things lie and what the reader chose: paths, options, loggers. Imports nothing of ours."""
