#!/bin/sh
# Runs as root while a dev container is built. VERSION is the option of devcontainer-feature.json.
set -eu

# nvm, with which the Node feature installs, is on the PATH of login shells only.
[ -d /usr/local/share/nvm/current/bin ] && PATH=/usr/local/share/nvm/current/bin:$PATH

if ! command -v npm >/dev/null 2>&1; then
  echo 'corsmith needs Node.js 20.19 or later. Add the feature ghcr.io/devcontainers/features/node.' >&2
  exit 1
fi
npm install --global --no-audit --no-fund "corsmith@${VERSION:-latest}"
