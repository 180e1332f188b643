#!/bin/sh
# Renews the locks in packaging/ from pyproject.toml. Universal (all systems, Python 3.11 to 3.13), with hashes, naming no host.
set -eu
cd "$(dirname "$0")/.."
compile() {
  out=packaging/requirements-$1.lock
  shift
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
    "$@" -o "$out" pyproject.toml
}
compile headless
compile app --extra app
compile dev --extra app --extra dev
compile build --extra app --extra build
compile audit --extra audit
