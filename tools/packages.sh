# SPDX-License-Identifier: Apache-2.0
# Sourced by ./run and ./check: the Debian packages that each needs, and how they are installed.
# shellcheck shell=sh

packages_run='gcc libc6-dev meson ninja-build pkg-config libfyaml-dev libjansson-dev libsqlite3-dev
  libcairo2-dev libchafa-dev libgif-dev libwebp-dev libmicrohttpd-dev libsodium-dev libqrencode-dev
  zlib1g-dev libbrotli-dev scdoc'
# What the page is built with.
packages_run="$packages_run clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32 esbuild
  fonts-inter-variable fonttools python3-brotli"
packages_check="$packages_run libcmocka-dev apngdis libsixel-bin clang-14 clang-format-14 libclang-rt-14-dev
  libclang-rt-14-dev-wasm32 lld-14 llvm-14 wasi-libc
  glpk-utils libmujoco-dev jq libxml2-utils locales nodejs procps sqlite3 tmux webp npm chromium"

# Says it on standard error, so that what the program prints stays clean.
say() { printf '%s\n' "$*" >&2; }

# The packages of the list that are not installed, one a line. A node that is not Debian's brings its
# own npm, and will not have Debian's beside it.
missing() {
    for package in $1; do
        if [ "$package" = npm ] && command -v npm >/dev/null; then continue; fi
        case $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null) in
        *' installed') ;;
        *) printf '%s\n' "$package" ;;
        esac
    done
}

# Installs what is missing of a list; silent when nothing is.
need() {
    command -v dpkg-query >/dev/null || {
        say 'This is not a Debian system. Install these yourself, then build with meson:'
        say "  $1"
        exit 1
    }
    wanted=$(missing "$1" | tr '\n' ' ')
    [ -n "$wanted" ] || return 0
    root_do=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || {
            say "These Debian packages are missing: $wanted"
            say "As root: apt-get install --no-install-recommends $wanted"
            exit 1
        }
        root_do=sudo
    fi
    say "Installing from Debian, once: $wanted"
    log=$(mktemp)
    # shellcheck disable=SC2086  # a list of words is meant
    if ! { $root_do apt-get update && $root_do env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $wanted; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        say 'That did not work. Is the network there, and the package list right? The log: '"$log"
        exit 1
    fi
    rm -f "$log"
}

# Builds in a folder set up with the options that follow; says so only when it takes a while.
build() {
    folder=$1
    shift
    if [ ! -f "$folder/build.ninja" ]; then
        say "Setting up $folder, once."
        rm -rf "$folder"
        quietly meson setup "$folder" "$root" "$@"
    fi
    # "ninja: no work to do" needs no words.
    ninja -C "$folder" -n | grep -q 'no work to do' || {
        say "Building in $folder."
        quietly ninja -C "$folder"
    }
}

# Runs a command and shows what it printed only when it fails.
quietly() {
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        say "Failed: $*"
        exit 1
    fi
    rm -f "$log"
}
