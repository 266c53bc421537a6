"""The names of the types of fields, by which templates are kept; what each can do stands in `fields.type_table`."""

from reportkit.model import TypeName


class FieldType(TypeName):
    """What a field of the form holds, by the name that stands in the template."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    NOTE = "note"
