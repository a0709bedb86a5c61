"""Documents of what somebody may see, as Word, PDF and calendar; the same for JSON and pages."""

from api.printing.routes import document_routes

__all__ = ["document_routes"]
