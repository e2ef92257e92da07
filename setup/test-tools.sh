#!/usr/bin/env bash
# What the tests need beyond the line itself: Debian's Chromium. Says what is missing where it may not install it.
set -euo pipefail
command -v chromium >/dev/null && exit 0
sudo=""
if [ "$(id -u)" != 0 ]; then sudo="sudo -n"; fi
if command -v apt-get >/dev/null && { [ -z "$sudo" ] || $sudo true 2>/dev/null; }; then
  echo "· Installing the system package chromium (for the browser tests)"
  $sudo apt-get update >/dev/null
  $sudo apt-get install -y --no-install-recommends chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install the package chromium and run this again." >&2
exit 1
