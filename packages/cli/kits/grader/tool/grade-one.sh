#!/bin/sh
# Grades one submission and writes one result. Every system's own script comes here.
#
#   grade-one.sh FORMAT EXERCISE SUBMISSION RESULT [options of faultline grade]
#
# SUBMISSION is a file, or a folder with EXERCISE.ts in it, or with work/EXERCISE.ts, or with one TypeScript file.
# Ends with 0 if RESULT was written, whatever the marks; with another code if grading itself failed, and then nobody
# is to be blamed but this computer.
set -u

format=$1 exercise=$2 submission=$3 result=$4
shift 4
tool=$(cd "$(dirname "$0")" && pwd)

scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT

# What a learner may have meant: files in folders of tools do not count.
candidates() {
  (cd "$submission" &&
    find . -type f -name '*.ts' ! -name '*.d.ts' ! -path '*/.*' ! -path '*/node_modules/*')
}

file=$submission
if [ -d "$submission" ]; then
  if [ -f "$submission/$exercise.ts" ]; then
    file=$submission/$exercise.ts
  elif [ -f "$submission/work/$exercise.ts" ]; then
    file=$submission/work/$exercise.ts
  elif [ "$(candidates | wc -l)" -eq 1 ]; then
    file=$submission/$(candidates)
  else
    # Nobody can tell which file is meant, so it is as if an empty folder had been handed in.
    file=$scratch/$exercise.ts
    mkdir "$file"
  fi
fi

node "$tool/start.mjs" grade "$exercise" "$file" --format "$format" "$@" > "$scratch/result" || exit 3
cat "$scratch/result" > "$result"
