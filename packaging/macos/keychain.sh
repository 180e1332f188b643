#!/bin/sh
# Certificate and notary for packaging/macos/build.sh, on a runner that is thrown away: keychain.sh make | remove
# Made of secrets; without them nothing is made, and the build is not signed by anybody (docs/release.md).
#   CERTIFICATE_P12, CERTIFICATE_PASSWORD     "Developer ID Application" with its key, as base64
#   APPLE_ID, APPLE_TEAM, APPLE_PASSWORD      for the notary; the password is one "for an app"
set -eu
folder=${RUNNER_TEMP:?is where a runner keeps what it throws away}
keychain=$folder/commonground.keychain-db

if [ "$1" = remove ]; then
  if [ -e "$keychain" ]; then security delete-keychain "$keychain"; fi
  exit 0
fi
if [ -z "${CERTIFICATE_P12:-}" ]; then
  echo "No certificate: the secret CERTIFICATE_P12 is not set."
  exit 0
fi
password=$(openssl rand -hex 32)
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
certificate=$folder/certificate.p12
trap 'rm -f "$certificate"' EXIT
(umask 077 && printf '%s' "$CERTIFICATE_P12" | base64 --decode > "$certificate")
security import "$certificate" -k "$keychain" -f pkcs12 -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
# Searched beside the one that is there; its path has no spaces on a runner.
# shellcheck disable=SC2046
security list-keychains -d user -s "$keychain" $(security list-keychains -d user | tr -d '"')
identity=$(security find-identity -v -p codesigning "$keychain" | sed -n 's/.*"\(Developer ID Application: .*\)"$/\1/p' | head -n 1)
if [ -z "$identity" ]; then
  echo "The certificate in CERTIFICATE_P12 is no Developer ID Application, or its key is missing." >&2
  exit 1
fi
echo "SIGN_IDENTITY=$identity" >> "$GITHUB_ENV"
if [ -z "${APPLE_ID:-}" ]; then
  echo "No notary: the secret APPLE_ID is not set."
  exit 0
fi
xcrun notarytool store-credentials commonground --keychain "$keychain" \
  --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM" --password "$APPLE_PASSWORD"
echo "NOTARY_PROFILE=commonground" >> "$GITHUB_ENV"
echo "NOTARY_KEYCHAIN=$keychain" >> "$GITHUB_ENV"
