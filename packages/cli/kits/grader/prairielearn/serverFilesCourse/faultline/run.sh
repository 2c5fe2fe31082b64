#!/bin/sh
# PrairieLearn runs this in a container for each submission: run.sh EXERCISE
root=${GRADE_ROOT:-/grade}
exercise=$1
shift
mkdir -p "$root/results"
exec sh "$root/serverFilesCourse/faultline/tool/grade-one.sh" prairielearn "$exercise" "$root/student" \
  "$root/results/results.json" "$@"
