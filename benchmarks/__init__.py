"""Measurements: each module prints figures that the project states about itself."""
