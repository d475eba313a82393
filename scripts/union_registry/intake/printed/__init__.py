"""The printed forms: which label stands for which field, a module a form."""
