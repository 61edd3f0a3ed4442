"""What is typed, and what is said of it: one module for each command, over everything else."""
