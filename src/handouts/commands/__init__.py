"""What the commands do: each walks the stages from data to paper. Only the command line stands above."""
