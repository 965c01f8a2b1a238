#!/bin/sh
# Mutates the converter's passes and counts the mutants that tests/Passes.Tests finds: mutate.sh [FILE-PATTERN]. Takes minutes for each pass.
# mutate.sh --sample SEED COUNT mutates COUNT places of eight lines, chosen by chance among those of all passes: an estimate of what all of them come to.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = --sample ]; then
    # Spans are counted in characters.
    set -- $(LC_ALL=C.UTF-8 awk -v seed="$2" -v count="$3" '
        FNR == 1 { at = 0; file = FILENAME; sub(".*/", "**/Passes/", file) }
        { if ((FNR - 1) % 8 == 0) { if (n && last == file) ends[n] = at; n++; files[n] = file; starts[n] = at; last = file } at += length($0) + 1; ends[n] = at }
        END { srand(seed); for (i = 1; i <= count; i++) { j = i + int(rand() * (n - i + 1)); if (!(i in p)) p[i] = i; if (!(j in p)) p[j] = j; t = p[i]; p[i] = p[j]; p[j] = t; print "--mutate " files[p[i]] "{" starts[p[i]] ".." ends[p[i]] "}" } }
        ' src/Converter/Passes/*.cs)
else
    set -- --mutate "${1:-**/Passes/*.cs}"
fi
# Stand-ins are built first and then referenced by path: otherwise each of them is analysed like a project of ours.
dotnet build tests/Passes.Tests -v q
dotnet tool restore
export StandInsAreBuilt=true DOTNET_INFO_WAIT_TIME=60000
# What the other way of referencing left behind names other assemblies.
rm -rf tests/Passes.Tests/bin tests/Passes.Tests/obj
cd tests/Passes.Tests
exec dotnet stryker --test-runner mtp --project LambdaLift.Converter.csproj "$@" --concurrency 1 --skip-version-check
