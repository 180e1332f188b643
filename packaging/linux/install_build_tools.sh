#!/bin/sh
# What build_linux.py and check_deb.py need on Debian or Ubuntu. As root.
set -eu
packages="binutils dpkg xz-utils python3-venv libpython3-dev debootstrap xvfb xauth xdotool iproute2 desktop-file-utils appstream libegl1 libgl1 libdbus-1-3 libfontconfig1
  libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0
  libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1"
missing=
for package in $packages; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
# An archive may be in the middle of an update; what counts is whether the packages can be installed.
apt-get update -qq || { sleep 20; apt-get update -qq; } || true
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
