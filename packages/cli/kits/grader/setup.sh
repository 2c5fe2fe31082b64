#!/usr/bin/env bash
# Installs what grading needs and is not there yet: Node 20.19 or newer, bubblewrap, prlimit. Runs once, as root, with a
# network, on Debian or Ubuntu.
set -euo pipefail

has_node() {
  command -v node > /dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

packages=()
command -v bwrap > /dev/null || packages+=(bubblewrap)
command -v prlimit > /dev/null || packages+=(util-linux)
has_node || packages+=(ca-certificates curl xz-utils)
if [ "${#packages[@]}" -gt 0 ]; then
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
fi

if ! has_node; then
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *)
      echo "setup.sh: there is no Node to be had for $(uname -m); install Node 20.19 or newer yourself." >&2
      exit 1
      ;;
  esac
  site=https://nodejs.org/dist/latest-v22.x
  folder=$(mktemp -d)
  cd "$folder"
  curl -fsSLO "$site/SHASUMS256.txt"
  grep "linux-$machine.tar.xz$" SHASUMS256.txt > wanted
  curl -fsSLO "$site/$(awk '{ print $2 }' wanted)"
  sha256sum --check --quiet wanted
  tar -xJf ./*.tar.xz --strip-components=1 -C /usr/local
  cd /
  rm -rf "$folder"
fi
