#!/bin/sh
# The archive for other distributions, unpacked where nobody built it: in a folder with spaces.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/some where else"
for archive in dist/commonground-*-linux-*.tar.xz; do
  tar -xJf "$archive" -C "$place/some where else"
done
python3 packaging/smoke.py "$place/some where else/commonground/commonground"
