#!/bin/sh
# The workflow for public CI: valid after its schema, and tidy. After build_linux.py, whose environment has the tools.
set -eu
cd "$(dirname "$0")/.."
build/venv/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
build/venv/bin/yamllint --strict \
  -d "{extends: default, rules: {line-length: {max: 120}, document-start: disable, truthy: {check-keys: false}}}" .github/workflows
for script in packaging/macos/build.sh packaging/macos/keychain.sh packaging/linux/install_build_tools.sh; do sh -n "$script"; done
python3 -c 'import plistlib; plistlib.load(open("packaging/macos/entitlements.plist", "rb"))'
