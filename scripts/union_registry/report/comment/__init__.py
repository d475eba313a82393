"""The comment on a pull request, as a county clerk reads it. All that was typed by others is escaped here."""
