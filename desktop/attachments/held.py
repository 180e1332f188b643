"""What outlives one try of a meeting: own files as they were sealed, and others' ciphertexts as far as they have come.

A connection that is lost in the middle of a large file ends the run, but the same people may meet again a moment later
(p2p.reunion). Who announces the same file again, with the same header and the same hash, need not send again what is
here. The same key may be used for another try with the same people and the same file, never with anybody else (it is
fresh in every meeting); the signature on the announcement is of the new try.

Nothing of this is on the disk but ciphertexts, and they are gone with the block:

    with Held(folder) as held:
        ...  # every try of one meeting: RunFiles(..., held)

Source: reuse of keys: the sealing keys of one file name only its owner and content (crypto.sealing), so a further try
with the same people shows them nothing new.

Leaves to others: announcing and sending (attachments.transfer), sealing (attachments.own).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from crypto.errors import CheatingDetected
from desktop.attachments.own import Announcement, Sealed
from desktop.attachments.received import CiphertextFile, Incoming, Received
from desktop.store.errors import StoreError

STEP_BYTES = 2 << 20
"""What everybody sends in one step of a transfer, at most; also what is counted as here."""


def n_steps(n_bytes: int) -> int:
    """How many steps so many bytes take."""
    return -(-n_bytes // STEP_BYTES)


class Held:
    """The files of one meeting, its own and others'.

    Attributes:
        incoming: where ciphertexts and what opens of them are put.
        written: id of a file -> where it is, of those that have opened in any try.
    """

    def __init__(self, folder: Path) -> None:
        self.incoming = Incoming(folder)
        with contextlib.suppress(StoreError):  # another time
            self.incoming.remove_forgotten()
        self.written: dict[bytes, Received] = {}
        self._own: dict[tuple[str, str], Sealed] = {}
        self._streams: dict[bytes, OwnersStream] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything; ciphertexts are removed."""
        self._own.clear()
        for stream in self._streams.values():
            stream.close()
        self._streams.clear()
        self.incoming.remove()

    def start_over(self) -> None:
        """Somebody is left out: keys that were for everybody are for nobody."""
        self.close()

    @property
    def own(self) -> Mapping[tuple[str, str], Sealed]:
        """Item and statement -> the file that was sealed for it, in the order in which they were announced."""
        return self._own

    def keep_own(self, sealed: Sequence[Sealed]) -> None:
        """These are announced now; whatever was sealed besides is forgotten."""
        self._own = {(one.item_id, one.statement_id): one for one in sealed}

    def stream_of(self, owner: bytes, announced: Sequence[Announcement]) -> OwnersStream:
        """What of these files is here already; what was here of others of this owner is removed.

        Args:
            owner: identity key, 32 bytes.
            announced: checked.
        """
        stream = self._streams.get(owner)
        if stream is None or not stream.is_of(announced):
            if stream is not None:
                stream.remove()
            stream = self._streams[owner] = OwnersStream(self.incoming)
        stream.announce(announced)
        return stream


class OwnersStream:
    """The ciphertexts of one owner, one after the other, as far as they have come.

    Attributes:
        n_bytes, n_here: of all of them, and of what is here.
    """

    def __init__(self, incoming: Incoming) -> None:
        self.n_bytes = self.n_here = 0
        self._incoming = incoming
        self._announced: tuple[Announcement, ...] = ()
        self._files: list[CiphertextFile] = []
        self._left = 0

    def is_of(self, announced: Sequence[Announcement]) -> bool:
        """Whether these are the same files: same headers, same ciphertexts, same order."""
        return [(one.header, one.ciphertext) for one in announced] == [
            (one.header, one.ciphertext) for one in self._announced
        ]

    def announce(self, announced: Sequence[Announcement]) -> None:
        """These files, as they are signed in this try."""
        self._announced = tuple(announced)
        self.n_bytes = sum(one.header.sealed_size for one in announced)

    @property
    def steps_here(self) -> int:
        """How many steps of this stream have come; the last one may be shorter than the others."""
        return n_steps(self.n_here) if self.n_here == self.n_bytes else self.n_here // STEP_BYTES

    def write(self, untrusted: bytes, place: int) -> None:
        """Take the bytes from `place` on; those that are here already are passed over.

        Raises:
            CheatingDetected: a ciphertext is complete and not the announced one; nothing is kept of any then.
            StoreError: the disk reports a fault.
        """
        rest = memoryview(untrusted)[max(self.n_here - place, 0) :]
        while rest:
            if not self._left:
                self._left = self._announced[len(self._files)].header.sealed_size
                self._files.append(self._incoming.new_file())
            piece = rest[: self._left]
            self._files[-1].write(bytes(piece))
            self._left -= len(piece)
            self.n_here += len(piece)
            rest = rest[len(piece) :]
            if not self._left:
                self._files[-1].close()
                if self._files[-1].digest() != self._announced[len(self._files) - 1].ciphertext:
                    self.remove()
                    raise CheatingDetected("another ciphertext than announced")

    def finished(self) -> Iterator[tuple[Announcement, CiphertextFile]]:
        """Every ciphertext with its announcement."""
        return zip(self._announced, self._files, strict=True)

    def close(self) -> None:
        """Close what is open."""
        for file in self._files:
            with contextlib.suppress(OSError):
                file.close()

    def remove(self) -> None:
        """Nothing of it is here any more."""
        self.close()
        for file in self._files:
            self._incoming.remove_file(file.path)
        self._files.clear()
        self.n_here = self._left = 0
