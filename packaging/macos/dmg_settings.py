"""How the disk image looks: dmgbuild -s packaging/macos/dmg_settings.py -D app="dist/Common Ground.app" NAME OUT.dmg"""

# `defines` is given by dmgbuild.
application = defines["app"]  # noqa: F821
files = [application]
symlinks = {"Applications": "/Applications"}
icon_locations = {"Common Ground.app": (140, 160), "Applications": (420, 160)}
window_rect = ((200, 200), (560, 340))
icon_size = 96
format = "UDZO"
