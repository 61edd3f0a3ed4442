"""pdf: see docs/architecture.md."""
