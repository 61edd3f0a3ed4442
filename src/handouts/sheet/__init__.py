"""sheet: see docs/architecture.md."""
