"""Suez or Cape, for any two ports and any ship: costs, days, CO2, and where the answer flips."""

from dashboard.ui import own, voyage, voyage_inputs

if asked := voyage_inputs.choose():
    voyage.cards(asked)
    voyage.age(asked)
    own.section(voyage.SECTIONS, "voyage")(asked)
