"""What is wrong with *our use* is an exception; what is wrong with the material is a `Problem`.

RecoupeError
├── UsageError            a place, option or format that cannot be used as given (exit code 2)
│   ├── UnknownFormat     no writer or reader for this suffix
│   └── MissingExtra      the feature needs an optional dependency that is not installed
└── InvalidDossier        a file that is not a recoupe dossier
"""

from __future__ import annotations


class RecoupeError(Exception):
    """Base of every exception that recoupe raises on purpose."""


class UsageError(RecoupeError):
    """A place, option or format that cannot be used as it was given."""


class UnknownFormat(UsageError):
    """No reader or writer knows this suffix."""


class MissingExtra(UsageError):
    """The feature needs an optional dependency: the message names the extra to install."""


class InvalidDossier(RecoupeError):
    """The file is not JSON, or not a dossier of the schema `recoupe/dossier/1`."""
