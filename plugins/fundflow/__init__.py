"""fundflow: every đồng of every programme, followed from its allocation to the day it is spent, returned or lapses."""

__version__ = "0.1.0"
