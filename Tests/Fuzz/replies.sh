#!/bin/sh
# Fuzzes the reading of replies, with libFuzzer and the address sanitizer, beginning from the recorded replies.
#
#   Tests/Fuzz/replies.sh [SECONDS] [FOLDER]
#
# SECONDS is how long (600 when left out; 0 only builds). FOLDER holds everything that is made: the program, the corpus
# that grows from run to run, and what made it fail, as crash-* or timeout-* (a folder under /tmp when left out).
# Nothing is written into the sources. One found input again:  FOLDER/fuzz FOLDER/crash-...
#
# It needs a Swift toolchain for Linux, which brings libFuzzer along. Exit status 0 means that nothing was found.
set -eu

seconds=${1:-600}
folder=${2:-/tmp/smsdash-fuzz-$(id -u)}
root=$(cd "$(dirname "$0")/../.." && pwd)
fuzz=$root/Tests/Fuzz
mkdir -p "$folder/corpus" "$folder/build"
folder=$(cd "$folder" && pwd)
# The compiler leaves its by-products where it stands.
cd "$folder/build"

# Everything of the protocol that does not need the network: what imports no part of the HTTP client.
sources=$(grep -L -r -E '^import (NIO|AsyncHTTPClient)' --include='*.swift' "$root/Sources/PlaySMS")
flags="-O -g -swift-version 6 -parse-as-library -sanitize=fuzzer,address -enable-upcoming-feature ExistentialAny"

# shellcheck disable=SC2086 # Flags and file names are lists of words.
swiftc $flags -wmo -module-name Messaging -emit-module -emit-module-path "$folder/build/Messaging.swiftmodule" \
  -emit-object -o "$folder/build/Messaging.o" "$root"/Sources/Messaging/*.swift
# shellcheck disable=SC2086
swiftc $flags -wmo -module-name PlaySMSFuzz -I "$folder/build" -o "$folder/fuzz" \
  $sources "$fuzz/ReplyFuzz.swift" "$folder/build/Messaging.o"
swiftc -parse-as-library -o "$folder/seeds" "$fuzz/Seeds.swift"

# The operations as OperationName lists them: `case name` or `case name = "text"`, up to the first variable.
operations=$(sed -n -e '/public var/q' -e 's/^  case `*\([a-zA-Z]*\)`*$/\1/p' -e 's/^  case .* = "\(.*\)"$/\1/p' \
  "$root/Sources/PlaySMS/Operations/OperationName.swift")
# shellcheck disable=SC2086
"$folder/seeds" "$root/Tests/PlaySMSTests/Recordings" "$folder/corpus" $operations

cat > "$folder/words" <<'WORDS'
"{\"status\":\"OK\",\"error\":\"0\","
"{\"status\":\"ERR\",\"error\":\""
"{\"data\":[{"
"\"data\":null"
"\"smslog_id\":"
"\"id\":"
"\\ud83d"
"\\u0000"
"9223372036854775808"
"-9223372036854775808"
"1e400"
"0000-00-00 00:00:00"
"\"timestamp\":"
"FATAL ERROR : "
"[[[[[[[["
"\xff\xfe"
"\xef\xbb\xbf"
WORDS

[ "$seconds" -gt 0 ] || exit 0
cd "$folder"
# Left alone, Swift's own crash report takes the signal before libFuzzer can write the input down.
SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
  exec ./fuzz -max_total_time="$seconds" -max_len=32768 -timeout=10 -rss_limit_mb=2048 -dict=words -print_final_stats=1 \
  corpus
