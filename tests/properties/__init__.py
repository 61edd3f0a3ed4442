"""What holds for any input: any name, any text, any bytes, any order of work."""
