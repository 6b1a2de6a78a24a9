"""The items of reporting checklists, one TOML file a checklist.

Texts in `exact` are the standard's own (PRISMA 2020, PRISMA-S and SWiM are CC BY); all others say
in short own words what an item is about.
"""
