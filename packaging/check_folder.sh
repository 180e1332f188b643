#!/bin/sh
# The archive for other distributions, unpacked where nobody built it: in a folder with spaces.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/some where else"
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' desktop/__init__.py)
tar -xJf "dist/commonground-$version-linux-$(uname -m).tar.xz" -C "$place/some where else"
python3 packaging/smoke.py "$place/some where else/commonground/commonground"
