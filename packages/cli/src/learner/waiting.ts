// A line that says that something is being done, for whoever looks at a terminal; it is taken back when it is over.

import type { terminal } from "../terminal.ts";

/** What is done sooner needs no word. */
const PATIENCE_MS = 300;

export async function whileSaying<T>(
  what: string,
  { person, stderr }: Pick<terminal, "person" | "stderr">,
  work: Promise<T>,
): Promise<T> {
  if (person === undefined) return work;
  const begin = performance.now();
  let said = false;
  const say = (): void => {
    const seconds = Math.round((performance.now() - begin) / 1000);
    stderr(`\r${what} ...${seconds > 1 ? ` ${seconds} s` : ""}`);
    said = true;
  };
  const first = setTimeout(say, PATIENCE_MS);
  const every = setInterval(say, 1000);
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(every);
    if (said) stderr("\r\u001b[K");
  }
}
