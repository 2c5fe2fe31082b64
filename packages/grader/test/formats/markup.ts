// Reads what is written for eyes as the receiver reads it, and names whatever in it is markup that we do not write.

import { XmlDocument, XmlElement, XmlText } from "libxml2-wasm";

import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

type Nodes = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>["children"][number];

const OUR_NODES = new Set(
  "root heading text paragraph strong blockquote table tableRow tableCell list listItem code html".split(
    " ",
  ),
);
const OUR_HTML = /^(<details>\n<summary>\d+ tests? passed<\/summary>|<\/details>)$/;

const treeOf = (text: string): Nodes =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

const nodesOf = (node: Nodes): Nodes[] => [
  node,
  ...("children" in node ? node.children.flatMap(nodesOf) : []),
];

/** Links, images, HTML: whatever a message has become that should have stayed text. */
export const foreignNodes = (text: string): string[] =>
  nodesOf(treeOf(text)).flatMap((node) => {
    if (!OUR_NODES.has(node.type)) return [node.type];
    return node.type === "html" && !OUR_HTML.test(node.value) ? [node.value] : [];
  });

/** All that a reader sees, without the gaps that nobody sees. */
export const textOfMarkdown = (text: string): string =>
  nodesOf(treeOf(text))
    .map((node) => ("value" in node && node.type !== "html" ? node.value : "\n"))
    .join("")
    .replaceAll("\u200b", "");

const OUR_ELEMENTS = new Set(
  "html head meta title style body main article section h1 h2 h3 p small strong span progress table caption thead tbody tr th td ul li details summary pre code blockquote dl dt dd a".split(
    " ",
  ),
);
const OUR_ATTRIBUTES = new Set(
  "lang charset name content http-equiv id class scope href value max aria-label".split(" "),
);

function withPage<T>(text: string, use: (root: XmlElement) => T): T {
  const document = XmlDocument.fromString(text.replace("<!DOCTYPE html>", ""));
  try {
    return use(document.root);
  } finally {
    document.dispose();
  }
}

/** Elements and attributes that are none of ours, and addresses that lead anywhere else. */
export const foreignElements = (text: string): string[] =>
  withPage(text, (root) =>
    root.find("//*").flatMap((node) => {
      if (!(node instanceof XmlElement)) return [];
      const strange = OUR_ELEMENTS.has(node.name) ? [] : [`<${node.name}>`];
      const attributes = node.attrs.flatMap(({ name, value }) =>
        OUR_ATTRIBUTES.has(name) && (name !== "href" || /^#r\d+$/.test(value)) ? [] : [name],
      );
      return [...strange, ...attributes];
    }),
  );

export const textOfHtml = (text: string): string =>
  withPage(text, (root) =>
    root
      .find("//body//text()")
      .map((node) => (node instanceof XmlText ? node.content : ""))
      .join(""),
  );

/** As the runner of GitHub Actions reads a line: a command, its properties, and its message. */
const COMMAND = /^::(error|notice) ((?:(?:file|line|col|title)=[^:,\r\n]+,?)+)::([^\r\n]*)$/;

export const commandFaults = (text: string): string[] =>
  text
    .split("\n")
    .slice(0, -1)
    .filter((line) => !COMMAND.test(line));

/** Messages of commands, as GitHub shows them. */
export const messagesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => COMMAND.exec(line)?.[3] ?? "")
    .map((message) =>
      message.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%"),
    );
