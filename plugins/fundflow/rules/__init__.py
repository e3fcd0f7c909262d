"""One business rule per file: the module's docstring is the rule. Rules see a Reading and the reference data, nothing else."""
