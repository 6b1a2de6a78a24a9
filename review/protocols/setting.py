"""Making a text the next version of the protocol: read, compared, kept; an act of the lead."""

from __future__ import annotations

from review.ledger.ledger import Review
from review.people import team
from review.protocol import Protocol, parse
from review.protocols.calibration_target import read_target
from review.protocols.versions import body_of, contested, current


def read_protocol(text: str, name: str) -> Protocol:
    """Return the protocol in `text`; Refused, with the line or key, where it cannot stand."""
    protocol = parse(text, name)
    read_target(protocol.calibration_target)  # what cannot be judged is refused before it stands
    return protocol


def set_protocol(review: Review, protocol: Protocol) -> bool:
    """Make `protocol` the next version; False where it is the one that holds already.

    Earlier versions stay, with the decisions made under them. Refused for anyone but the lead.
    """
    with review.write() as writing:
        team.require(writing.connection, review, ("lead",), "set the protocol")
        _version, before = current(writing.connection)
        if before == protocol and not contested(writing.connection):
            return False
        writing.append("protocol", "protocol", body_of(writing.connection, protocol))
    return True
