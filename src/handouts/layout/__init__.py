"""layout: see docs/architecture.md."""
