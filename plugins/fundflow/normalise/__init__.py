"""Cells and the forms' descriptions -> a Reading: typed rows, each with its source cell, and what is wrong.

The way: headers.py finds header blocks, columns.py says what each column means, tables.py picks the form, pages.py puts
together what was cut over several sheets; titles.py reads the words around, speakers.py who speaks and of when. Then,
table by table, contents.py: columnfindings.py says what is wrong with the columns, lines.py walks the rows, naming.py and
rowcolumns.py say what each row is, cellvalues.py what each amount is, tree.py what adds up to what, blanks.py what a
blank is proven to be. assemble.py puts the file together; likely.py guesses at layouts nobody knows.
"""

from fundflow.normalise.assemble import normalise

__all__ = ["normalise"]
