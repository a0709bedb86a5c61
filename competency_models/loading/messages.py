"""Every fault that reading a table can report: what is wrong, and how to mend it.

The texts are English message ids with ``{named}`` fields; the doors translate them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """The two texts of a fault."""

    problem: str
    remedy: str


# The input as a whole
NOTHING_THERE = Message(
    "There is no such file or folder.",
    "Give a folder of CSV files or one XLSX workbook.",
)
NOT_OURS = Message(
    "This is neither a folder nor an XLSX workbook.",
    "Save it in Excel as 'Excel Workbook (.xlsx)', or give a folder of CSV files.",
)
UNREADABLE = Message(
    "The file cannot be opened ({reason}).",
    "Close it in other programs, check its permissions, and try again.",
)
TOO_LARGE = Message(
    "The file is larger than {limit} MB.",
    "Split the data, or remove columns and sheets that are not needed.",
)

NOT_CSV = Message(
    "The folder holds a file that is not CSV and would not be read.",
    "Save it as 'CSV UTF-8 (Comma delimited)', remove it, or name it under 'ignore' in columns.yaml.",
)

# Workbooks
NOT_A_WORKBOOK = Message(
    "The workbook is damaged or is not an XLSX file.",
    "Open it in Excel, save it again as 'Excel Workbook (.xlsx)' without a password, and try again.",
)
TOO_MANY_PARTS = Message(
    "The workbook holds {count} parts; at most {limit} are allowed.",
    "Copy the sheets into a new workbook and save that.",
)
UNPACKS_TOO_LARGE = Message(
    "The workbook unpacks to more than {limit} MB.",
    "Copy only the filled cells into a new workbook and save that.",
)
HAS_ENTITIES = Message(
    "The workbook contains document type declarations, which no spreadsheet needs.",
    "Copy the sheets into a new workbook and save that.",
)
TOO_WIDE = Message(
    "The sheet reaches to row {rows} and column {columns}, most of it empty.",
    "Delete the empty rows and columns after the data, or copy the filled cells into a new sheet.",
)
MERGED = Message(
    "Cells are merged ({cells}).",
    "Unmerge them and fill in every cell.",
)
FORMULA = Message(
    "The cell holds a formula without a stored result.",
    "Open the workbook in Excel and save it, or paste the result as a value.",
)
ERROR_CELL = Message(
    "The cell shows an Excel error.",
    "Mend the formula, or paste the right value.",
)

# CSV files
BAD_ENCODING = Message(
    "The file's text is in an encoding that cannot be read.",
    "Save it as 'CSV UTF-8 (Comma delimited)'.",
)
BAD_UTF8 = Message(
    "The cell has damaged characters (broken UTF-8).",
    "Correct the text and save the file as 'CSV UTF-8 (Comma delimited)'.",
)
BAD_QUOTES = Message(
    "Quotation marks are wrong from this row on.",
    'Close every quoted cell, and write a quotation mark inside one twice ("").',
)
WRONG_WIDTH = Message(
    "The row has {cells} cells, the header has {columns}.",
    "Put text that contains the separator in quotation marks, and fill in every cell.",
)

# Tables, sheets and headers
SAME_TABLE = Message(
    "The table '{table}' is given twice, also by {other}.",
    "Keep one of the two.",
)
UNKNOWN_TABLE = Message(
    "This is not a table of the agency's data.",
    "Rename it, remove it, or name it under 'ignore' in columns.yaml.",
)
UNKNOWN_TABLE_NEAR = Message(
    "This is not a table of the agency's data. Did you mean '{near}'?",
    "Rename it, remove it, or name it under 'ignore' in columns.yaml.",
)
NO_TABLE = Message(
    "The table '{table}' is missing.",
    "Add it; 'corpu template' writes an empty one with explanations.",
)
NO_HEADER = Message(
    "The table is empty: it has no header.",
    "Write the column names in the first row: {columns}.",
)
NO_ROWS = Message(
    "The table '{table}' has a header but no rows.",
    "Fill in at least one row.",
)
NO_COLUMN = Message(
    "The column '{column}' is missing.",
    "Add it, or name the agency's own column for it in columns.yaml.",
)
TOO_MANY_COLUMNS = Message(
    "The table has more than {limit} columns.",
    "Remove the columns that are not needed.",
)
UNKNOWN_COLUMN = Message(
    "The column is not one of the table '{table}'.",
    "Rename it, remove it, or name it under 'ignore' in columns.yaml.",
)
UNKNOWN_COLUMN_NEAR = Message(
    "The column is not one of the table '{table}'. Did you mean '{near}'?",
    "Rename it, remove it, or name it under 'ignore' in columns.yaml.",
)
SAME_COLUMN = Message(
    "The column '{column}' is given twice.",
    "Keep one of the two.",
)
NAMELESS_COLUMN = Message(
    "A column with values has no name.",
    "Write its name in the first row, or clear the column.",
)

# The mapping file
MAPPING_SHAPE = Message(
    "This entry of the mapping file is not understood.",
    "Correct it as docs/files.md shows.",
)
MAPPING_TABLE = Message("There is no table '{entry}'.", "Use one of: {tables}.")
MAPPING_COLUMN = Message("The table '{table}' has no column '{entry}'.", "Use one of: {columns}.")

# Cells
EMPTY = Message("The cell is empty.", "Fill it in; this column is required.")
TOO_LONG = Message("The text is longer than {limit} characters.", "Shorten it.")
CONTROL = Message(
    "The text contains a character that cannot be seen (code {code}).",
    "Type the text again, without pasting.",
)
NOT_TEXT = Message(
    "The cell holds {found}, where text is needed.",
    "Format the column as text in Excel and type the value again.",
)
NOT_WHOLE = Message(
    "This is not a whole number.",
    "Write digits only, without separators, such as {example}.",
)
NOT_NUMBER = Message(
    "This is not a number.",
    "Write a number such as 12 or 1.5, without thousands separators.",
)
AMBIGUOUS = Message(
    "This may mean {thousands} or {decimal}.",
    "Write it without a thousands separator.",
)
TOO_SMALL = Message("The number is below {limit}.", "Give a number from {low} to {high}.")
TOO_BIG = Message("The number is above {limit}.", "Give a number from {low} to {high}.")
NOT_ABOVE = Message("The number is not above {limit}.", "Give a number above {limit}, at most {high}.")
NOT_DAY = Message(
    "This is not a date.",
    "Write year-month-day, such as 2027-01-31, or day/month/year, such as 31/01/2027.",
)
DAY_AS_NUMBER = Message(
    "This is a number, not a date.",
    "Format the cell as a date in Excel and check the day.",
)
DAY_WITH_TIME = Message("The date has a time of day.", "Give the date alone.")
DAY_TOO_FAR = Message("The year is not between {low} and {high}.", "Correct the year.")
NOT_YES_NO = Message("This is neither yes nor no.", "Write yes or no (ya or tidak).")
NOT_A_CHOICE = Message("This is not one of the allowed values.", "Write one of: {choices}.")
NIP_NUMBER = Message(
    "Excel has turned the NIP into a number, and its last digits are lost.",
    "Format the column as text, then type or paste the NIP again from the source.",
)
NIP_ROUNDED = Message(
    "Most NIPs here end in 000: Excel has turned them into numbers and lost their last digits.",
    "Export the NIPs again from the source, in a column formatted as text.",
)
NIP_LENGTH = Message(
    "A NIP has 18 digits; this has {count} characters.",
    "Copy the NIP again from the source.",
)
NIP_DIGITS = Message("A NIP has only digits.", "Remove everything but the 18 digits.")
NIP_DATE = Message(
    "A NIP begins with the date of birth; {found} is not a date.",
    "Copy the NIP again from the source.",
)

# Rows and tables together
REPEATED = Message(
    "The same {columns} stands already in row {row}.", "Remove or correct one of the two rows."
)
DANGLING = Message(
    "This {column} is not in the table '{table}'.",
    "Correct it, or add it to the table '{table}'.",
)
DANGLING_NEAR = Message(
    "This {column} is not in the table '{table}'. Did you mean '{near}'?",
    "Correct it, or add it to the table '{table}'.",
)
UNKNOWN_WORD = Message("This {column} is not known.", "Use one of: {choices}.")
UNKNOWN_WORD_NEAR = Message("This {column} is not known. Did you mean '{near}'?", "Use one of: {choices}.")
CYCLE = Message(
    "This row closes a circle: {path}.", "Break the circle by changing or removing one of these rows."
)
