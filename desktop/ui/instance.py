"""One window per person's data: a second start hands over what it was to open and ends.

What comes over is a name of a file or a link and nothing else; the window looks at it as at something the person opened
there: it fills in a field or shows a sheet, and does nothing further.

Leaves to others: what to do with it (the flow).
"""

from __future__ import annotations

import contextlib
from functools import partial
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

MAX_BYTES = 8192
WAIT_MS = 2000
_END = b"\n"


class Instance(QObject):
    """The one window for a data folder. Signals: `asked` with what another start was to open, "" for nothing."""

    asked = Signal(str)

    def __init__(self, folder: Path) -> None:
        """Prepare.

        Args:
            folder: of the person's data; windows for other folders are others.
        """
        super().__init__()
        self._name = _name_for(folder)
        self._server: QLocalServer | None = None

    def hand_over(self, opening: str) -> bool:
        """Give what is to be opened to the window that is already there; False if there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(opening.encode()[: MAX_BYTES - 1] + _END)
        taken = socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return taken

    def listen(self) -> None:
        """Be the window that is there. Where that is impossible, every start has a window of its own."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            QLocalServer.removeServer(self._name)  # of a window that ended without goodbye
            server.listen(self._name)
        server.newConnection.connect(self._take)
        self._server = server

    def move(self, folder: Path) -> bool:
        """Be the window for another folder; False where there is one already, which comes to the front."""
        self.close()
        self._name = _name_for(folder)
        if self.hand_over(""):
            return False
        self.listen()
        return True

    def close(self) -> None:
        """Be no longer there."""
        if self._server is not None:
            self._server.close()

    def _take(self) -> None:
        socket = self._server.nextPendingConnection() if self._server is not None else None
        if socket is None:
            return
        socket.setReadBufferSize(MAX_BYTES)
        # In a turn of its own: a socket must not end while it is telling that something has arrived.
        read = partial(self._read, socket)
        socket.readyRead.connect(read, Qt.ConnectionType.QueuedConnection)
        socket.disconnected.connect(read, Qt.ConnectionType.QueuedConnection)

    def _read(self, socket: QLocalSocket) -> None:
        if not isValid(socket):
            return
        if socket.canReadLine():
            untrusted = bytes(socket.readLine(MAX_BYTES).data())
            with contextlib.suppress(UnicodeDecodeError):
                self.asked.emit(untrusted.removesuffix(_END).decode())
        elif socket.bytesAvailable() < MAX_BYTES and socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
            return
        socket.deleteLater()


def _name_for(folder: Path) -> str:
    return f"commonground-{blake2b(str(folder.resolve()).encode(), digest_size=12).hexdigest()}"
