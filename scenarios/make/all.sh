#!/bin/sh
# Makes every scenario that is made by a script again, where it is: after a change of pooled.toml, priors.csv or a script.
set -eu
cd "$(dirname -- "$0")/.."
for script in make/*.sh; do
    name=$(basename "$script" .sh)
    case $name in all | begin) continue ;; esac
    rm -rf "./$name"
    sh "$script" "./$name"
done
