"""The exceptions that are meant for people; everything else is our bug and keeps its traceback.

DashboardError
├── ContractError   a descriptor or a schema in data/ says something we cannot use
├── StoreError      the store is missing, newer than this program, or busy
│   └── DamageError a version is not what was published, with the ways out (store/versions.py)
└── UsageError      a wrong name or option
"""

from __future__ import annotations


class DashboardError(Exception):
    """Something a user can understand and mend: the text says what happened and what to do."""


class ContractError(DashboardError):
    """The Data Package cannot be used."""


class StoreError(DashboardError):
    """The store cannot be read or written."""


class UsageError(DashboardError):
    """The caller named something that does not exist."""
