#!/bin/sh
# Runs random handlers beside their state machines: fuzz.sh [PROGRAMS [SEED]]. Settings: docs/verification.md.
set -eu
cd "$(dirname "$0")/.."
dotnet build tests/Fuzzing.Tests -c Release -v q
# Compiling makes much that is gone at once: with room for it, it is never looked at again. 128 MiB, in hexadecimal.
export DOTNET_GCgen0size="${DOTNET_GCgen0size:-0x8000000}"
export LAMBDALIFT_FUZZ_PROGRAMS="${1:-1000}"
[ $# -lt 2 ] || export LAMBDALIFT_FUZZ_SEED="$2"
exec dotnet tests/Fuzzing.Tests/bin/Release/net10.0/LambdaLift.Fuzzing.Tests.dll -class "*FuzzTests" -showliveoutput
