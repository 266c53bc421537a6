"""`templates/form.xlsx`: the form as an office defines it, written and read."""

from reportkit.forms.standard import default_template

__all__ = ["default_template"]
