"""What every part of the bench needs: a folder to work in, and a store in it."""

from __future__ import annotations

from pathlib import Path

from dashboard import contracts, desk
from dashboard.contracts import Package
from dashboard.settings import HOME, Settings


def settings(store: Path) -> Settings:
    """Return the settings of a store with the bundled data."""
    return Settings(store=store, data=HOME / "data", keep=20)


def package() -> Package:
    """Return the bundled Data Package."""
    return contracts.load_package(HOME / "data")


def build(store: Path) -> Path:
    """Build a store from the bundled data and return its folder."""
    desk.ensure(settings(store), package())
    return store
