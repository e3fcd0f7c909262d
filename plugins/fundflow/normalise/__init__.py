"""Cells and the forms' descriptions -> a Reading: typed rows, each with its source cell, and what is wrong.

The way: headers.py finds the tables, columns.py says what each column means, titles.py what the words around say,
lines.py what each row is, cellvalues.py what each amount is; assemble.py puts the file together.
"""

from fundflow.normalise.assemble import normalise

__all__ = ["normalise"]
