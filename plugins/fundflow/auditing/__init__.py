"""What auditors use: questions with their SQL, the data dictionary, samples with their evidence, exports."""
