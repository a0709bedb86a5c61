"""The doors: database, JSON interface, pages and command line."""
