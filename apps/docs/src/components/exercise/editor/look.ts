// What the editor looks like: the colours of the site's code, by the same variables, so that both themes keep contrast.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colour = (name: string) => `var(--fl-code-${name})`;

const colours = HighlightStyle.define([
  { tag: tags.comment, color: colour("comment"), fontStyle: "italic" },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: colour("keyword") },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: colour("string") },
  { tag: [tags.number, tags.bool, tags.null], color: colour("number") },
  {
    tag: [tags.function(tags.variableName), tags.typeName, tags.className],
    color: colour("function"),
  },
  { tag: tags.invalid, color: colour("deleted") },
]);

const theme = EditorView.theme({
  "&": {
    color: colour("text"),
    backgroundColor: colour("paper"),
    fontSize: "0.875rem",
    maxHeight: "75vh",
  },
  "&.cm-focused": { outline: "3px solid var(--fl-sound)", outlineOffset: "-3px" },
  ".cm-scroller": {
    fontFamily: "var(--ifm-font-family-monospace)",
    lineHeight: "1.5",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--fl-ink)", paddingBlock: "0.5rem" },
  ".cm-cursor": { borderLeftColor: "var(--fl-ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: colour("paper"), color: "var(--fl-ink-soft)", border: "0" },
  ".cm-activeLine": {
    backgroundColor: "color-mix(in srgb, var(--fl-sound-soft) 45%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {
      backgroundColor: "color-mix(in srgb, var(--fl-sound) 30%, transparent)",
    },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--fl-changed-soft)",
    outline: "1px solid var(--fl-changed)",
  },
  ".cm-tooltip": {
    maxWidth: "min(34rem, 90vw)",
    border: "1px solid var(--fl-line-strong)",
    borderRadius: "6px",
    backgroundColor: "var(--fl-card)",
    color: "var(--fl-ink)",
  },
  ".cm-tooltip .fl-contract": {
    padding: "0.6rem 0.75rem",
    fontSize: "0.85rem",
    lineHeight: "1.45",
  },
  ".cm-tooltip .fl-contract code": { overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
  ".cm-tooltip .fl-contract p": { margin: "0.4rem 0 0", whiteSpace: "pre-line" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--fl-sound)",
    color: "var(--fl-paper)",
  },
  ".cm-diagnostic-error": { borderLeftColor: "var(--fl-fault)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--fl-changed)" },
});

export const look = [theme, syntaxHighlighting(colours)];
