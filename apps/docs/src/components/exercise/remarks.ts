// What a verdict says of lines, for the editor.

import type { verdict } from "./bench/messages";
import type { remark } from "./editor/editor";

/** A place as editors write it, in front of a message, or a line that is named in one. */
const PLACE = /:(\d+):(\d+): (.*)$/s;
const LINE = /\bline (\d+)\b/;

export function remarksOf({ status, message, findings, tests }: verdict): remark[] {
  if (status === "compile_error" || status === "rejected") return problemOf(message);
  const broken = findings.flatMap(({ line, file, message }): remark[] =>
    line === null || file !== undefined ? [] : [{ line, severity: "error", message }],
  );
  const thrown = tests.flatMap(({ status, message }): remark[] => {
    const line = Number(LINE.exec(message)?.[1] ?? 0);
    return status === "passed" || line === 0 ? [] : [{ line, severity: "warning", message }];
  });
  const seen = new Set<string>();
  return [...broken, ...thrown].filter(({ line, message }) => {
    const key = `${line} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function problemOf(message: string): remark[] {
  const place = PLACE.exec(message);
  if (place !== null) {
    const [, line, column, words = ""] = place;
    return [{ line: Number(line), column: Number(column), severity: "error", message: words }];
  }
  const line = Number(LINE.exec(message)?.[1] ?? 0);
  return line === 0 ? [] : [{ line, severity: "error", message }];
}
