#!/bin/sh
# The signing of docs/release.md and the checking of docs/verify.md, from end to end with a throw-away key.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
minisign -G -W -f -p key.pub -s key.sec >/dev/null
echo "the program" > commonground.deb
sha256sum commonground.deb > SHA256SUMS
minisign -S -s key.sec -m SHA256SUMS -t "Common Ground 0.0.1" >/dev/null
minisign -V -P "$(tail -n 1 key.pub)" -m SHA256SUMS > said && sha256sum --check --ignore-missing SHA256SUMS >> said
for words in "Signature and comment signature verified" "Trusted comment: Common Ground 0.0.1" "commonground.deb: OK"; do
  grep -qxF "$words" said || { echo "FAILED  it was not said: $words"; exit 1; }
done
echo "ok  what was signed is accepted"
echo "another program" > commonground.deb
if sha256sum --check --ignore-missing SHA256SUMS > said 2>/dev/null; then echo "FAILED  a changed file was accepted"; exit 1; fi
grep -qxF "commonground.deb: FAILED" said
echo "ok  a changed file is refused"
sha256sum commonground.deb > SHA256SUMS
if minisign -V -p key.pub -m SHA256SUMS > said 2>&1; then echo "FAILED  a changed list was accepted"; exit 1; fi
grep -qxF "Signature verification failed" said
echo "ok  a changed list of checksums is refused"
minisign -G -W -f -p other.pub -s other.sec >/dev/null
minisign -S -s other.sec -m SHA256SUMS >/dev/null
if minisign -V -p key.pub -m SHA256SUMS >/dev/null 2>&1; then echo "FAILED  another key was accepted"; exit 1; fi
echo "ok  another person's signature is refused"
