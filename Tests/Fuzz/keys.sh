#!/bin/sh
# Fuzzes the reading of keys, with libFuzzer and the address sanitizer: every split of the bytes over reads must give
# the same keys.
#
#   Tests/Fuzz/keys.sh [SECONDS] [FOLDER]
#
# SECONDS is how long (600 when left out; 0 only builds). FOLDER holds everything that is made: the program, the corpus
# that grows from run to run, and what made it fail, as crash-* or timeout-* (a folder under /tmp when left out).
# Nothing is written into the sources. One found input again:  FOLDER/fuzz FOLDER/crash-...
#
# It needs a Swift toolchain for Linux, which brings libFuzzer along. Exit status 0 means that nothing was found.
set -eu

seconds=${1:-600}
folder=${2:-/tmp/smsdash-fuzz-keys-$(id -u)}
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$folder/corpus" "$folder/build"
folder=$(cd "$folder" && pwd)
# The compiler leaves its by-products where it stands.
cd "$folder/build"

# The part of the terminal's vocabulary that the keys need, without the width tables in C.
terminal=$root/Sources/Terminal
swiftc -O -g -swift-version 6 -parse-as-library -sanitize=fuzzer,address -enable-upcoming-feature ExistentialAny \
  -wmo -module-name KeyFuzz -o "$folder/fuzz" "$terminal"/Input*.swift "$terminal/Key.swift" \
  "$terminal/PartialScalar.swift" "$terminal/Geometry.swift" "$root/Tests/Fuzz/KeyFuzz.swift"

# What terminals send, one form a line, as printf writes it: the first corpus, and the words to make more of.
cat > "$folder/forms" <<'FORMS'
\033[A
\033OB
\033[1;5C
\033[5~
\033[3$
\033[8^
\033[11~
\033[[A
\033OP
\033O5P
\033[Z
\033\011
\033x
\033\303\251
\033[200~
\033[201~
\033[I
\033[O
\033[<0;10;5M
\033[<64;1;1M
\033[<0;10;5m
\033[M !!
\033]11;rgb:0/0/0\007
\033]0;x\033\\
\033P1$r0m\033\\
\033[24;80R
\033[?1;2c
\303\251
\344\275\240
\360\237\231\202
\355\240\200
\300\200
\233A
\003
\015
\177
FORMS
: > "$folder/words"
number=0
while IFS= read -r form; do
  number=$((number + 1))
  # The first byte is how the reads are split.
  # shellcheck disable=SC2059 # The forms are formats.
  printf "s$form" > "$folder/corpus/form-$number"
  # shellcheck disable=SC2059
  printf "$form" | od -An -v -tx1 | tr -d '\n' | sed -e 's/ /\\x/g' -e 's/.*/"&"\n/' >> "$folder/words"
done < "$folder/forms"
# A whole paste, and one with a broken mark in it.
printf 's\033[200~one\ntwo\033[201~q' > "$folder/corpus/paste"
printf 's\033[200~one\033[20\033[201~q' > "$folder/corpus/broken-paste"

[ "$seconds" -gt 0 ] || exit 0
cd "$folder"
# Left alone, Swift's own crash report takes the signal before libFuzzer can write the input down.
SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
  exec ./fuzz -max_total_time="$seconds" -max_len=512 -timeout=10 -rss_limit_mb=2048 -dict=words -print_final_stats=1 \
  corpus
