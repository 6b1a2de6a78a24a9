"""A PostgreSQL that a team shares: a login for each person, and nobody reads what is sealed.

The tables belong to whoever made the review; work is never done under that name. Each person may
read and add to them, and no more: policies of the database let nobody read the body of another's
decision or entry before it is opened, whatever program they use.
"""

from __future__ import annotations
