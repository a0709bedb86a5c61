"""Long trials. Run them by name: ``python -m pytest -s tests/soak``."""
