// Colours of code, by CSS variable, so that both themes keep their contrast in one place: colours.css.

import type { PrismTheme } from "prism-react-renderer";

const colour = (name: string) => ({ color: `var(--fl-code-${name})` });

const theme: PrismTheme = {
  plain: { color: "var(--fl-code-text)", backgroundColor: "var(--fl-code-paper)" },
  styles: [
    { types: ["comment", "prolog"], style: { ...colour("comment"), fontStyle: "italic" } },
    { types: ["keyword", "operator-keyword", "rule"], style: colour("keyword") },
    { types: ["string", "char", "attr-value", "inserted"], style: colour("string") },
    { types: ["number", "boolean", "constant"], style: colour("number") },
    { types: ["function", "class-name", "tag"], style: colour("function") },
    { types: ["deleted"], style: colour("deleted") },
  ],
};

export const codeLight = theme;
export const codeDark = theme;
