#!/usr/bin/env bash
# Builds the code of search and certificate lookup for browsers.
#
#   crates/browser/build.sh [folder] [profile]
#
# Into the default theme, or into the folder named; with the profile browser-test in half of the time, and larger. Takes
# rustup's WebAssembly target where it is installed, and Debian's compiler with its sources where it is not.
set -euo pipefail
cd "$(dirname "$0")/../.."

export HOME="${HOME:-/root}"
[ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"

theme="themes/default/assets/engine"
folder="${1:-$theme}"
profile="${2:-browser}"
work="$PWD/target/browser"
tools="$PWD/target/tools"
target=wasm32-unknown-unknown
binaryen_version=132.0.0

lacks() { ! command -v "$1" >/dev/null 2>&1; }

# Installs Debian packages where that is allowed; says which ones where it is not.
need() {
  if lacks apt-get || [ "$(id -u)" != 0 ]; then
    echo 'Building the code for browsers needs these Debian packages (or what they are called on your system):' >&2
    echo "  $*" >&2
    echo 'In place of rustc-web and rust-web-src: rustup target add wasm32-unknown-unknown' >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
}

has_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ]; }

compile() {
  # Random numbers come from the browser. What nobody would read, the places and words of failures, is left out: the
  # flags for it are not settled, which RUSTC_BOOTSTRAP lets pass. It is set for this compiler alone.
  local flags='--cfg getrandom_backend="wasm_js" -Zlocation-detail=none -Zfmt-debug=none'
  local options=(--locked --package skillreg-browser --profile "$profile" --target "$target" --target-dir "$work")
  if has_target; then
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags" RUSTC_BOOTSTRAP=1 cargo build "${options[@]}"
    return
  fi
  local packages=()
  if [ ! -x /usr/bin/rustc ]; then packages+=(rustc-web); fi
  if ! ls -d /usr/src/rustc-*/library >/dev/null 2>&1; then packages+=(rust-web-src); fi
  if [ ${#packages[@]} -gt 0 ]; then need "${packages[@]}"; fi
  # Debian leaves the linker to another package; the one that came with cargo will do.
  local linker
  linker="$(ls -d "$(rustc --print sysroot)"/lib/rustlib/*/bin/rust-lld | head -n 1)"
  # Where the standard library is built anyway, it too can leave out the words.
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags -Zunstable-options -Cpanic=immediate-abort" \
    RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
    cargo build -Zbuild-std=std,panic_abort "${options[@]}"
}

# wasm-opt, as the npm registry carries it. Kept, so that it is fetched once.
optimiser() {
  local home="$tools/binaryen-$binaryen_version"
  if [ ! -d "$home" ]; then
    if lacks npm; then need npm; fi
    local scratch
    scratch="$(mktemp -d)"
    (cd "$scratch" && npm pack --silent "binaryen@$binaryen_version" </dev/null >/dev/null && tar -xzf ./*.tgz)
    mkdir -p "$tools"
    mv "$scratch/package" "$home"
    rm -rf "$scratch"
  fi
  if lacks node; then need nodejs; fi
}

# What browsers of 2021 and later know; wasm-opt itself knows more.
features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-call-indirect-overlong --enable-multivalue
  --enable-mutable-globals --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext)

compile
cargo run --quiet --locked --manifest-path crates/browser/pack/Cargo.toml --target-dir "$work/pack" -- \
  "$work/$target/$profile/skillreg_browser.wasm" "$work/engine"
mkdir -p "$folder"
cp "$work/engine/engine.js" "$folder/engine.js"
if [ "$profile" = browser ]; then
  optimiser
  node "$tools/binaryen-$binaryen_version/bin/wasm-opt" -Oz "${features[@]}" \
    "$work/engine/engine_bg.wasm" -o "$folder/engine_bg.wasm"
else
  cp "$work/engine/engine_bg.wasm" "$folder/engine_bg.wasm"
fi
if [ "$folder" = "$theme" ]; then
  # The tests know how the stamp is made.
  SKILLREG_UPDATE=stamp cargo test --quiet --locked --workspace --test stamp
fi
printf '%s: %d bytes, %d gzip\n' "$folder" "$(stat -c %s "$folder/engine_bg.wasm")" "$(gzip -9c "$folder/engine_bg.wasm" | wc -c)"
