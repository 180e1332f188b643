#!/bin/sh
# Compiles the installer with a placeholder payload and, where Wine is present, installs and removes it silently.
# usage: check_installer.sh [ROOT]     ROOT: a folder with a system that has Wine (chroot; as root)
set -eu
cd "$(dirname "$0")/../.."
root=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/payload/_internal" "$work/payload/licences"
for name in "Common Ground.exe" commonground.exe _internal/part.dll licences/part.txt; do echo placeholder > "$work/payload/$name"; done
icon=$work/icon.ico
printf '\0\0\1\0\1\0\1\1\0\0\1\0\40\0\60\0\0\0\26\0\0\0\50\0\0\0\1\0\0\0\2\0\0\0\1\0\40\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0' > "$icon"
build() {  # NAME [OPTION]
  makensis -INPUTCHARSET UTF8 -V2 -WX -DVERSION=0.0.1 -DNUMBER=0.0.1.0 -DSOURCE="$work/payload" -DOUTPUT="$work/$1" -DICON="$icon" \
    ${2:-} packaging/windows/installer.nsi
}
build commonground-setup.exe
build without-rights.exe -DRIGHTS=Nobody  # one to whom Wine's administrator is none
echo "ok  the installer compiles without a warning"

if [ -n "$root" ]; then
  cp "$work/commonground-setup.exe" "$work/without-rights.exe" "$root/tmp/"
  wine() { chroot "$root" env HOME=/tmp/home WINEDEBUG=-all WINEPREFIX=/tmp/home/.wine DISPLAY= wine "$@"; }
  drive=$root/tmp/home/.wine/drive_c
elif command -v wine >/dev/null; then
  export WINEPREFIX="$work/wine" WINEDEBUG=-all
  drive=$WINEPREFIX/drive_c
else
  echo "Not run: there is no Wine here."
  exit 0
fi
mkdir -p "$root/tmp/home"
has() { wine reg query "$1" /reg:64 >/dev/null 2>&1; }
key='Software\Microsoft\Windows\CurrentVersion\Uninstall\CommonGround'
setup=$work/commonground-setup.exe
powerless=$work/without-rights.exe
if [ -n "$root" ]; then
  setup=/tmp/commonground-setup.exe
  powerless=/tmp/without-rights.exe
fi
installed() { find "$drive" -name 'Common Ground.exe' -path "*$1*" | grep -q .; }
ends_with() { code=$1; shift; "$@" && [ "$code" = 0 ] || [ $? = "$code" ]; }  # of 740 the shell sees the last 8 bits
remove() { wine "$(wine winepath -w "${1#"$root"}" | tr -d '\r')" /S; sleep 3; }
check() { if eval "$2"; then echo "ok  $1"; else echo "FAILED  $1"; exit 1; fi; }

check "silent, for everybody, without rights: the exit code says so (740)" 'ends_with 228 wine "$powerless" /S /AllUsers'
check "and nothing is installed" '! installed ""'
wine "$setup" /S
check "silent, for one person: files" 'installed "AppData/Local/Programs/Common Ground"'
check "listed among this person's programs" 'has "HKCU\\$key"'
check "opens .deal files" 'has "HKCU\\Software\\Classes\\.deal"'
wine "$setup" /S
check "a second time over the first" 'installed "AppData/Local/Programs/Common Ground"'
remove "$(find "$drive" -name uninstall.exe | head -1)"
check "removed: no files" '! installed ""'
check "removed: no key" '! has "HKCU\\$key"'
check "removed: no association" '! has "HKCU\\Software\\Classes\\.deal"'
wine "$setup" /S /AllUsers
check "silent, for everybody: files" 'installed "Program Files/Common Ground"'
check "listed among all programs" 'has "HKLM\\$key"'
place=$(find "$drive" -name uninstall.exe | head -1)
cp "$place" "$work/uninstall.exe"
wine "$powerless" /S
check "for one person, without rights: files" 'installed "AppData/Local/Programs/Common Ground"'
mine=$(find "$drive" -name uninstall.exe -path '*AppData*')
cp "$mine" "$place"
remove "$mine"
remove "$place"
check "what is for everybody is not removed without rights: files" 'installed "Program Files/Common Ground"'
check "nor keys" 'has "HKLM\\$key"'
cp "$work/uninstall.exe" "$place"
remove "$place"
check "removed: no files" '! installed ""'
check "removed: no key" '! has "HKLM\\$key"'
