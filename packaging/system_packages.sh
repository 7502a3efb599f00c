#!/bin/sh
# Makes sure the system libraries that Qt and the virtual environment need are there.
# Run as root on Debian or Ubuntu it installs what is missing; otherwise it prints the command.
# With the word "tests" it is about the tools of some tests instead, which skip without them: it
# installs what it can and never fails.
set -eu

PACKAGES="python3-venv libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 \
libxkbcommon0 libxkbcommon-x11-0 libx11-6 libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-icccm4 \
libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 \
libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libcups2"

TEST_TOOLS="strace exfat-fuse exfatprogs e2fsprogs"

if [ "${1:-}" = tests ]; then
    PACKAGES="$TEST_TOOLS"
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        exit 0
    fi
fi

missing=""
for package in $PACKAGES; do
    # A package can be installed under a newer name (libglib2.0-0t64), which it then provides.
    if ! dpkg-query -W -f '${Status} ${Provides}\n' "$package" "${package}t64" 2>/dev/null \
        | grep -q '^install ok installed'; then
        missing="$missing $package"
    fi
done

[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not a Debian or Ubuntu system; Qt needs the counterparts of:$missing" >&2
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Qt needs some system libraries. Please run once:" >&2
    echo "    sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
if [ "${1:-}" = tests ]; then
    for package in $missing; do
        apt-get install -q -y --no-install-recommends "$package" \
            || { apt-get update -q \
                && apt-get install -q -y --no-install-recommends "$package"; } \
            || echo "Some tests will be skipped: no $package." >&2
    done
    exit 0
fi
apt-get update -q
# shellcheck disable=SC2086
apt-get install -q -y --no-install-recommends $missing
