"""Printed exercise sheets from plain data.

The folders are the stages of a sheet, in this order: data, library, figures, sheet, pdf, layout, press, output,
batch and check; over them stand commands and cli. docs/architecture.md is the map.
"""

__version__ = "0.1.0"
