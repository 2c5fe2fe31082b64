// What was said, years ago, of a version that fails in the same way: a reader is in good company.

import type { result } from "@faultline/grader";
import { type colours, paragraph } from "./layout.ts";

export function knownLines({ known }: result, width: number, c: colours): string[] {
  if (known === undefined) return [];
  const { id, by, on, said } = known;
  const version = id === undefined ? "A version" : `A version (${id})`;
  const about = `${version} that was posted for Linux, or merged into it, fails the same tests. What was said of it, in our words:`;
  return [
    "",
    c.bold("Somebody was here before you"),
    ...paragraph(about, width, 2),
    ...paragraph(`${on}, ${by}: ${said}`, width, 4),
  ];
}
