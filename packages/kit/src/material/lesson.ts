// A lesson, held against what there is: pages and anchors that it leads to, functions that it speaks of.

/** What lessons may refer to. */
export interface known {
  /** Anchors of each page of the site, by the page's address. */
  readonly pages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Functions of the machine. */
  readonly names: ReadonlySet<string>;
}

/** What the table of other releases' names stands under. */
const TODAY = "## What it is called today";

/** What a lesson refers to and is not there, a sentence each. */
export function lessonFailures(lesson: string, { pages, names }: known): string[] {
  const prose = withoutBlocks(lesson);
  return [...linkFailures(prose, pages), ...nameFailures(prose, names)];
}

/** Blocks of code and comments are no prose: a `#` in them is no heading, and brackets are no link. */
export const withoutBlocks = (text: string): string =>
  text.replace(/^ *```[\s\S]*?^ *```/gm, "").replace(/<!--[\s\S]*?-->/g, "");

function linkFailures(prose: string, pages: known["pages"]): string[] {
  const links = [...prose.matchAll(/\]\(([^)\s]*)\)/g), ...prose.matchAll(/href="([^"]*)"/g)];
  const own = anchorsOf(prose);
  return [...new Set(links.map(([, to = ""]) => to))]
    .filter((to) => !/^[a-z]+:/.test(to))
    .flatMap((to) => {
      const [path = "", anchor = ""] = to.split("#");
      const anchors = path === "" ? own : pages.get(path);
      if (anchors === undefined) return [`The lesson leads to ${to}: there is no such page.`];
      return anchor === "" || anchors.has(anchor)
        ? []
        : [`The lesson leads to ${to}: the page has no such heading.`];
    });
}

/** The anchors of a page's headings, made as the site makes them. */
export function anchorsOf(prose: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutBlocks(prose).matchAll(/^#{1,6} +(.*)$/gm)) {
    const explicit = /\{#([^}]+)\} *$/.exec(heading)?.[1];
    const base = explicit ?? anchorOf(heading);
    let anchor = base;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${base}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

/**
 * Only what stands in a span of its own and ends in `()` is called a function of the kernel: a system call has its section
 * of the manual, as in `poll(2)`, and what belongs to another program or another release is in the lesson's own table, or
 * stands without brackets.
 */
function nameFailures(prose: string, names: known["names"]): string[] {
  const [, today = ""] = prose.split(TODAY);
  const elsewhere = new Set(spans(today).flatMap((span) => span.match(/\w+/g) ?? []));
  const called = spans(prose).flatMap((span) => /^(\w+)\(\)$/.exec(span)?.[1] ?? []);
  return [...new Set(called)]
    .filter((name) => !names.has(name) && !elsewhere.has(name))
    .map((name) => `The lesson speaks of ${name}(): the kernel has no such function.`);
}

const spans = (prose: string): string[] =>
  [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
