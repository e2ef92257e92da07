#!/usr/bin/env bash
# Makes the two environments: ours (.venv) and Rasa's (.venv-rasa). Runs again only when a requirements file changed.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\033[1m· %s\033[0m\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }

find_python() { # the first interpreter on PATH whose version is among the arguments
  local wanted command
  for wanted in "$@"; do
    for command in "python$wanted" python3 python; do
      if [ "$(version_of "$command")" = "$wanted" ]; then command -v "$command"; return 0; fi
    done
  done
  return 1
}

install_debian_package() { # only where it may: Debian's own tools and the right to use them
  command -v apt-get >/dev/null || return 1
  local sudo=""
  if [ "$(id -u)" != 0 ]; then sudo="sudo -n"; $sudo true 2>/dev/null || return 1; fi
  say "Installing the system package $1"
  $sudo apt-get install -y --no-install-recommends "$1" >/dev/null 2>&1 ||
    { $sudo apt-get update >/dev/null 2>&1 && $sudo apt-get install -y --no-install-recommends "$1" >/dev/null; }
}

bring_uv() {
  UV=.build/uv/bin/uv
  [ -x "$UV" ] && return
  local python
  python=$(find_python 3.11 3.12 3.13) || stop "Python 3.11 or 3.12 is needed: install it (for example: apt-get install python3 python3-venv) and run this again."
  say "Bringing uv into a private environment"
  rm -rf .build/uv
  if ! "$python" -m venv .build/uv >/dev/null 2>&1; then
    install_debian_package python3-venv || stop "This Python cannot make environments: install the package python3-venv and run this again."
    rm -rf .build/uv
    "$python" -m venv .build/uv
  fi
  .build/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
}

is_current() { [ -f "$1/.made-from" ] && [ "$(cat "$1/.made-from")" = "$2" ]; }

# What our environment is made from: the pinned packages and the command that it installs.
ours_mark() { { cat requirements.txt; sed -n '/^\[project.scripts\]/,/^$/p' pyproject.toml; } | sha256sum; }

make_ours() {
  local mark; mark=$(ours_mark)
  is_current .venv "$mark" && return
  say "Making our environment (.venv)"
  if [ ! -x .venv/bin/python ]; then
    local python; python=$(find_python 3.11 3.12 || true)
    "$UV" venv --quiet --clear --python "${python:-3.11}" .venv || stop "Python 3.11 or 3.12 is needed for the line: install one and run this again."
  fi
  "$UV" pip sync --python .venv --require-hashes requirements.txt
  "$UV" pip install --quiet --python .venv --no-deps --editable .
  printf '%s' "$mark" >.venv/.made-from
}

# Rasa 3.6.21 declares Python below 3.11 and runs on 3.11 all the same; pip, unlike uv, can be told so.
make_rasa() {
  local mark; mark=$(sha256sum <requirements-rasa.txt)
  is_current .venv-rasa "$mark" && return
  local python; python=${FRONTLINE_RASA_PYTHON:-$(find_python 3.11 3.10 || true)}
  say "Making Rasa's environment (.venv-rasa, about 2 GB; a minute or two)"
  rm -rf .venv-rasa
  "$UV" venv --quiet --seed --python "${python:-3.11}" .venv-rasa ||
    stop "Rasa needs Python 3.11 (or 3.10) beside yours and none could be fetched: install it (for example: apt-get install python3.11) or name it in FRONTLINE_RASA_PYTHON, and run this again."
  .venv-rasa/bin/python -m pip install --disable-pip-version-check --progress-bar off --no-deps \
    --ignore-requires-python --require-hashes --requirement requirements-rasa.txt | grep --line-buffered -E '^(Downloading|Building|Installing)' | cut -c1-100
  printf '%s' "$mark" >.venv-rasa/.made-from
}

bring_uv
make_ours
make_rasa
