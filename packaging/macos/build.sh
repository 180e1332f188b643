#!/bin/sh
# Builds dist/CommonGround-VERSION-macos-ARCH.dmg and, beside it, the list of what is inside, on macOS.
# Signs and notarises when the secrets are there, says so when not.
#   SIGN_IDENTITY   "Developer ID Application: ..." in the keychain
#   NOTARY_PROFILE  a profile stored by `xcrun notarytool store-credentials`, in NOTARY_KEYCHAIN if that is given
# On a runner packaging/macos/keychain.sh makes them of secrets.
set -eu
cd "$(dirname "$0")/../.."
export PYTHONHASHSEED=0
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' desktop/__init__.py)
python=build/venv/bin/python
python3 -m venv build/venv
"$python" -m pip install --quiet --require-hashes --only-binary :all: -r packaging/requirements-build.lock
"$python" packaging/icons.py build/icons
"$python" -m PyInstaller --noconfirm --clean --distpath dist --workpath build/work packaging/common-ground.spec
app="dist/Common Ground.app"
"$python" packaging/contents.py licences "$app/Contents/Resources/licences"
"$python" packaging/contents.py sbom "dist/CommonGround-$version-macos-$(uname -m).cdx.json"
plutil -lint "$app/Contents/Info.plist"
if [ "$(plutil -extract LSBackgroundOnly raw "$app/Contents/Info.plist")" != false ]; then
  echo "The app would have no window: LSBackgroundOnly" >&2
  exit 1
fi
if [ -n "${SIGN_IDENTITY:-}" ]; then
  codesign --force --deep --options runtime --timestamp --entitlements packaging/macos/entitlements.plist --sign "$SIGN_IDENTITY" "$app"
else
  # PyInstaller's seal does not hold any more: the licence texts came in after it.
  codesign --force --deep --sign - "$app"
  echo "Not signed by anybody: SIGN_IDENTITY is not set."
fi
codesign --verify --deep --strict "$app"
"$python" packaging/smoke.py "$app/Contents/MacOS/commonground"
dmg="dist/CommonGround-$version-macos-$(uname -m).dmg"
"$python" -m dmgbuild -s packaging/macos/dmg_settings.py -D app="$app" "Common Ground" "$dmg"
if [ -n "${SIGN_IDENTITY:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
  codesign --sign "$SIGN_IDENTITY" "$dmg"
  xcrun notarytool submit "$dmg" --keychain-profile "$NOTARY_PROFILE" ${NOTARY_KEYCHAIN:+--keychain "$NOTARY_KEYCHAIN"} --wait
  xcrun stapler staple "$dmg"
else
  echo "Not notarised: SIGN_IDENTITY or NOTARY_PROFILE is not set."
fi
echo "$dmg"
