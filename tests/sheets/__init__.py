"""Whole sheets: what they say, where it stands, how it looks, and what the finished PDF is worth."""
