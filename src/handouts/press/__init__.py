"""press: see docs/architecture.md."""
