"""Suez or Cape, for any two ports and any ship: costs, days, CO2, and where the answer flips."""

from dashboard.ui import own, voyage, voyage_inputs

if asked := voyage_inputs.choose():
    voyage.cards(asked)
    voyage.age(asked)
    voyage.SECTIONS[own.sections(list(voyage.SECTIONS), "voyage")](asked)
