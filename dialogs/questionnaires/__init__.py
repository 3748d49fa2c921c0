"""The interviews, one module each: a list of questions and nothing else."""
