// What lies where a submission should lie: links, pipes, archives, odd names.

import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tar, zip } from "../../support/archives.ts";
import { HONEST_SUBMISSION } from "../../support/sources.ts";
import { ALL, type attack, type expectation } from "./attack.ts";

const file = (
  id: string,
  tries: string,
  make: (folder: string) => string,
  says: RegExp,
  expected: expectation = "reject",
): attack => ({ id, kind: "intake", tries, expected, how: { by: "file", make }, says });

/** Puts `content` under a name, and hands that in. */
const named =
  (name: string, content: string | Uint8Array = HONEST_SUBMISSION) =>
  (folder: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

/** Honest content under an odd name: what must not break is the report. */
const oddName = (id: string, tries: string, name: string): attack => ({
  id,
  kind: "intake",
  tries,
  expected: "any",
  how: { by: "file", make: named(name) },
  earns: ALL,
});

export const intake: readonly attack[] = [
  file(
    "123-symlinked-folder",
    "hand in a folder that is a link to the hidden tests",
    (folder) => {
      mkdirSync(join(folder, "hidden"));
      named("a.ts")(join(folder, "hidden"));
      symlinkSync(join(folder, "hidden"), join(folder, "link"));
      return join(folder, "link");
    },
    /symbolic link|directory/,
  ),
  file(
    "124-symlink",
    "hand in a link to a file of the host",
    (folder) => {
      symlinkSync("/etc/passwd", join(folder, "a.ts"));
      return join(folder, "a.ts");
    },
    /symbolic link/,
  ),
  file(
    "125-zip-slip",
    "hand in an archive whose names climb out",
    named("a.zip", zip({ "../../pwn.ts": "x", "/etc/pwn": "x" })),
    /archive/,
  ),
  file(
    "126-tar-with-links",
    "hand in an archive with a link to a file of the host",
    named("a.ts", tar([{ name: "solution.ts", link: "/etc/passwd" }])),
    /archive/,
  ),
  file(
    "127-zip-bomb",
    "hand in a small archive of many megabytes",
    named("a.ts", gzipSync(Buffer.alloc(40 << 20))),
    /archive/,
  ),
  file(
    "128-pipe",
    "hand in a pipe that nobody writes to",
    (folder) => {
      execFileSync("mkfifo", [join(folder, "a.ts")]);
      return join(folder, "a.ts");
    },
    /not a regular file/,
  ),
  oddName(
    "129-traversal-name",
    "have a name with an end of line, dots and a terminal's escape",
    "..\n\u001b[2J\u202e..ts",
  ),
  file(
    "257-zip-of-a-solution",
    "hand in an honest archive",
    named("solution.zip", zip({ "solution.ts": HONEST_SUBMISSION })),
    /archive/,
  ),
  file("258-empty-zip", "hand in an empty archive", named("a.zip", zip({})), /archive/),
  file(
    "259-tar-gz",
    "hand in an archive in an archive",
    named("a.tgz", gzipSync(tar([{ name: "a.ts", content: "x" }]))),
    /archive/,
  ),
  file(
    "260-other-archives",
    "hand in an archive of another kind",
    named("a.7z", Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4)),
    /archive/,
  ),
  file("261-device", "hand in a device without an end", () => "/dev/zero", /not a regular file/),
  file(
    "262-directory",
    "hand in a folder that is called like a file",
    (folder) => {
      mkdirSync(join(folder, "a.ts"));
      return join(folder, "a.ts");
    },
    /directory/,
  ),
  file(
    "263-link-to-itself",
    "hand in a link to itself",
    (folder) => {
      symlinkSync(join(folder, "a.ts"), join(folder, "a.ts"));
      return join(folder, "a.ts");
    },
    /symbolic link/,
  ),
  file("264-too-large", "hand in a megabyte", named("a.ts", "x\n".repeat(1 << 19)), /allowed/),
  file(
    "265-holes",
    "hand in a gigabyte of holes",
    (folder) => {
      const path = named("a.ts", "")(folder);
      execFileSync("truncate", ["-s", "1G", path]);
      return path;
    },
    /allowed/,
  ),
  file(
    "266-program",
    "hand in a program",
    named("a.ts", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)),
    /UTF-8|cannot be seen/,
  ),
  oddName(
    "267-formula-name",
    "have a name that is a formula of a spreadsheet",
    "=cmd|' C calc'!A0.ts",
  ),
  oddName(
    "268-html-name",
    "have a name that is HTML and Markdown",
    "<img src=x onerror=alert(1)>[x](y)`.ts",
  ),
  oddName("269-long-name", "have the longest name that there is", `${"x".repeat(252)}.ts`),
  oddName("270-option-name", "have a name that is an option", "--format=json"),
  oddName("271-no-type", "have no ending", "solution"),
];
