"""Tables in files: described once, then read, checked, written, explained from that description."""

from competency_models.loading.cells import Choice, Code, Day, Nip, Number, Text, Whole, YesNo
from competency_models.loading.messages import Message
from competency_models.loading.tables import Column, RowRule, Table

__all__ = [
    "Choice",
    "Code",
    "Column",
    "Day",
    "Message",
    "Nip",
    "Number",
    "RowRule",
    "Table",
    "Text",
    "Whole",
    "YesNo",
]
