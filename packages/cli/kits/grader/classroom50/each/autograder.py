"""Classroom 50 runs this in the learner's checkout. The result is ./result.json.

It ends with 0 if the submission was graded, whatever the marks; else Classroom 50 reports an error of the grader.
"""

import os
import subprocess
import sys
from pathlib import Path

# Options of `faultline grade` may be added here, such as "--hold-until", "2026-12-01".
OPTIONS: list[str] = []

grade_one = Path(__file__).resolve().parent / "tool" / "grade-one.sh"
command = ["sh", str(grade_one), "classroom50", "{{exercise}}", os.getcwd(), "result.json"]
sys.exit(subprocess.run([*command, *OPTIONS], check=False).returncode)
