"""Leaving a window out of screenshots and recordings, where the system has that.

Windows: SetWindowDisplayAffinity, "exclude from capture" since Windows 10 2004, else "monitor only" (a black window).
macOS: the sharing type "none" of the NSWindow. Since macOS 15 programs that record with ScreenCaptureKit show such
windows all the same; nothing of the system's own is left that would hide them. Linux: nothing of the kind exists.

Neither was tried on the systems themselves; the calls were checked against their documentation and with stand-ins.

Leaves to others: when (desktop.ui.flow.alerting).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Callable

WDA_NONE, WDA_MONITOR, WDA_EXCLUDE = 0x00, 0x01, 0x11
SHARING_NONE, SHARING_READ_ONLY = 0, 1


class Shield:
    """Hides nothing.

    Attributes:
        possible: this system can hide a window.
    """

    possible = False

    def hide(self, window_id: int, hidden: bool) -> bool:
        """Leave the window out of pictures of the screen, or no longer; False when the system refuses.

        Args:
            window_id: as Qt gives it: a HWND on Windows, a NSView on macOS.
        """
        return False


class WindowsShield(Shield):
    """By the display affinity of a window."""

    possible = True

    def __init__(self, set_affinity: Callable[[int, int], int]) -> None:
        """Args: set_affinity: SetWindowDisplayAffinity(window, affinity), 0 when it fails."""
        self._set = set_affinity

    def hide(self, window_id: int, hidden: bool) -> bool:
        """See Shield."""
        if not hidden:
            return bool(self._set(window_id, WDA_NONE))
        return bool(self._set(window_id, WDA_EXCLUDE) or self._set(window_id, WDA_MONITOR))


class MacShield(Shield):
    """By the sharing type of a window."""

    possible = True

    def __init__(self, window_of: Callable[[int], int], set_sharing: Callable[[int, int], None]) -> None:
        """Args: window_of: [view window]. set_sharing: [window setSharingType:type]."""
        self._window_of, self._set = window_of, set_sharing

    def hide(self, window_id: int, hidden: bool) -> bool:
        """See Shield."""
        window = self._window_of(window_id)
        if not window:
            return False
        self._set(window, SHARING_NONE if hidden else SHARING_READ_ONLY)
        return True


def shield_here(platform: str = sys.platform) -> Shield:
    """What this system has."""
    try:
        if platform == "win32":
            return _windows(ctypes.CDLL("user32"))
        if platform == "darwin":
            return _mac(ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib"))
    except (OSError, AttributeError):  # a system without the call
        return Shield()
    return Shield()


def _windows(user32: ctypes.CDLL) -> Shield:
    call = user32.SetWindowDisplayAffinity
    call.argtypes, call.restype = (ctypes.c_void_p, ctypes.c_uint32), ctypes.c_int
    return WindowsShield(call)


def _mac(objc: ctypes.CDLL) -> Shield:
    name = objc.sel_registerName
    name.argtypes, name.restype = (ctypes.c_char_p,), ctypes.c_void_p
    # objc_msgSend has to be called with the exact types of the method it stands for.
    send = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value or 0
    get_window = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(send)
    set_type = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(send)
    window, sharing = name(b"window"), name(b"setSharingType:")
    return MacShield(lambda view: get_window(view, window) or 0, lambda found, kind: set_type(found, sharing, kind))
