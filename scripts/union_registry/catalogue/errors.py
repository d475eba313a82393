"""What can stop a build; each says in plain words what to mend."""

from __future__ import annotations


class CatalogueError(Exception):
    """The catalogue cannot be built; the text is for the person at the terminal."""


class ProseError(CatalogueError):
    """MkDocs refused the hand-written pages; the text holds its warnings, one a line."""


class ShellError(CatalogueError):
    """A page that records are set into does not hold the marks it should."""


class TreeError(CatalogueError):
    """The output folder is not ours to write to."""


class AddressError(CatalogueError):
    """A value that cannot be part of a page's address."""


class RecordError(CatalogueError):
    """A union that is approved but whose data cannot be shown."""


class LinkError(CatalogueError):
    """The finished site holds links that lead nowhere, or to a third party."""


class BundleError(CatalogueError):
    """The scripts and styles of the site cannot be made; the text says why."""


class SettingsError(CatalogueError):
    """What mkdocs.yml says about the register is incomplete or wrong."""
