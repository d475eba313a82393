"""The application form's other half: what is typed in the browser checked, packed, opened and printed, all JSON."""
