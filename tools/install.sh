#!/bin/sh
# Fills .venv with exactly what constraints.txt says. Called by the Makefile:
#   tools/install.sh --venv          make .venv with $PYTHON
#   tools/install.sh core test …     install these sets and Foedus itself, from its own folder
#   tools/install.sh --tools         the resolver alone, to make a lock
set -eu
cd "$(dirname "$0")/.."
venv=.venv
PYTHON=${PYTHON:-python3}

fail() {
  printf 'Foedus: %s\n' "$@" >&2
  exit 1
}

make_venv() {
  command -v "$PYTHON" >/dev/null || fail "there is no $PYTHON here." \
    "Install Python 3.11, 3.12 or 3.13, or name one: make PYTHON=/path/of/python3.12 …"
  "$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' ||
    fail "$PYTHON is $("$PYTHON" -c 'import platform; print(platform.python_version())'); Foedus runs on 3.11, 3.12 and 3.13." \
      "Name one of these: make PYTHON=python3.12 …"
  if "$PYTHON" -c 'import ensurepip' 2>/dev/null; then
    "$PYTHON" -m venv "$venv"
  elif "$PYTHON" -m pip --version >/dev/null 2>&1; then
    # Debian splits pip's bootstrap off; its own pip can fill a .venv from outside.
    "$PYTHON" -m venv --without-pip "$venv"
    printf '%s' "$PYTHON" >"$venv/.pip-of"
  else
    fail "$PYTHON can make no virtual environment: it lacks both ensurepip and pip." \
      "On Debian and Ubuntu: apt-get install python3-venv"
  fi
  pwd -P >"$venv/.folder" # last: without it the .venv counts as unfinished
}

pip() {
  if [ -f "$venv/.pip-of" ]; then
    "$(cat "$venv/.pip-of")" -m pip --python "$venv/bin/python" --disable-pip-version-check "$@"
  else
    "$venv/bin/python" -m pip --disable-pip-version-check "$@"
  fi
}

install_sets() {
  list="$venv/.requirements.txt"
  "$venv/bin/python" tools/lock.py select "$@" >"$list"
  echo "Installing $(grep -c '==' "$list") packages for: $*" >&2
  # The list is complete and every file's digest is known: nothing is left to resolve.
  pip install --quiet --no-deps --require-hashes -r "$list"
  # Foedus itself, without an isolated build, which would fetch a build tool of its own choice.
  pip install --quiet --no-deps --no-build-isolation --editable .
  pip check >&2
}

case "${1:-}" in
--venv) make_venv ;;
--tools)
  # A lock that no longer fits can't be selected from; the resolver's own entry in it still holds.
  sed -n '/^uv==/,/^#/{/^#/!p;}' constraints.txt >"$venv/.requirements.txt"
  pip install --quiet --no-deps --require-hashes -r "$venv/.requirements.txt"
  ;;
"" | -*) fail "say which sets: tools/install.sh core test …" ;;
*) install_sets "$@" ;;
esac
