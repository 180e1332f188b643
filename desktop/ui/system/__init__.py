"""What the window asks of the system it runs on. Each part does nothing where the system has nothing of the kind.

system = system_here(engine)
system.watch.went_away    the computer goes to sleep, or its screen is locked
system.awake.hold(on=True)
system.bell.ring("Common Ground needs you")
system.shield.hide(window_id, True)
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from desktop.ui.system.awake import Awake, awake_here
from desktop.ui.system.bell import Bell, bell_here
from desktop.ui.system.capture import Shield, shield_here
from desktop.ui.system.watch import Watch, watch_here
from desktop.ui.system.work import Work

__all__ = ["Awake", "Bell", "Shield", "System", "Watch", "system_here"]


@dataclass(slots=True)
class System:
    """All parts; by default those that do nothing."""

    watch: Watch = field(default_factory=Watch)
    awake: Awake = field(default_factory=Awake)
    bell: Bell = field(default_factory=Bell)
    shield: Shield = field(default_factory=Shield)


def system_here(work: Work, platform: str = sys.platform) -> System:
    """The parts of this system. work: calls what may take a moment, in another thread."""
    return System(watch_here(platform), awake_here(work, platform), bell_here(work, platform), shield_here(platform))
