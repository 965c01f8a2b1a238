#!/bin/sh
# Mutates the converter's passes and counts the mutants that tests/Passes.Tests finds: mutate.sh [FILE-PATTERN]. Takes minutes for each pass.
set -eu
cd "$(dirname "$0")/.."
# Stand-ins are built first and then referenced by path: otherwise each of them is analysed like a project of ours.
dotnet build tests/Passes.Tests -v q
dotnet tool restore
export StandInsAreBuilt=true DOTNET_INFO_WAIT_TIME=60000
# What the other way of referencing left behind names other assemblies.
rm -rf tests/Passes.Tests/bin tests/Passes.Tests/obj
cd tests/Passes.Tests
exec dotnet stryker --test-runner mtp --project LambdaLift.Converter.csproj --mutate "${1:-**/Passes/*.cs}" --concurrency 1 --skip-version-check
