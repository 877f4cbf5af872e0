"""The receipt: what a submitter is given for what the ledger took."""

import msgspec


class Receipt(msgspec.Struct, frozen=True):
    """The answer to a submission: it is recorded, sealed, and can be proved.

    Attributes:
        id: The aggregate.
        seq: The event's number there.
        event_hash: Its statement hash.
        position: Its place in the ledger.
        received_at: The ledger's time of recording, in ms.
        checkpoint: A signed note over a tree that holds it.
    """

    id: str
    seq: int
    event_hash: bytes
    position: int
    received_at: int
    checkpoint: bytes

    @property
    def event_id(self) -> str:
        """The event's id, in hex."""
        return self.event_hash.hex()
