"""One call to a service of the desktop, over D-Bus; for Linux.

Calls are made with jeepney, which says of what type every argument is; QtDBus cannot send the unsigned numbers and
open files that these services want. What is heard from a bus comes through QtDBus (desktop.ui.system.watch).
"""

from __future__ import annotations

from dataclasses import dataclass

PATIENCE_S = 3.0


class NoAnswer(Exception):
    """There is no such service, or it does not want to."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where to call: "SYSTEM", "SESSION" or the address of a bus; name, path and interface there."""

    bus: str
    name: str
    path: str
    interface: str


def call(service: Service, method: str, signature: str, arguments: tuple[object, ...]) -> object:
    """The first thing that is answered; a file comes as its number, to be closed by whoever called.

    Raises:
        NoAnswer.
    """
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    where = DBusAddress(service.path, bus_name=service.name, interface=service.interface)  # type: ignore[no-untyped-call]  # jeepney has no types
    message = new_method_call(where, method, signature, arguments)  # type: ignore[no-untyped-call]  # as above
    try:
        with open_dbus_connection(service.bus, enable_fds=True) as connection:
            answer = unwrap_msg(connection.send_and_get_reply(message, timeout=PATIENCE_S))[0]
    except (OSError, KeyError, ValueError, IndexError, DBusErrorResponse) as error:
        raise NoAnswer(type(error).__name__) from error
    to_file = getattr(answer, "to_raw_fd", None)
    return to_file() if callable(to_file) else answer
