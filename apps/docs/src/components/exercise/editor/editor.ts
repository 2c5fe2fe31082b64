// The editor: CodeMirror with TypeScript, the kernel's names and contracts. A module of its own, loaded when it is wanted.

import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import contracts from "@made/contracts.json";
import { look } from "./look";

/** Something that is said of a line. */
export interface remark {
  readonly line: number;
  /** From 1; the whole line, if it is left out. */
  readonly column?: number;
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface editor {
  text(): string;
  replace(text: string): void;
  /** Moves the cursor, and the focus, to a line. */
  goTo(line: number): void;
  remark(remarks: readonly remark[]): void;
  destroy(): void;
}

export interface editor_options {
  readonly parent: HTMLElement;
  readonly text: string;
  /** What it is called; what it is described by. */
  readonly label: string;
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  readonly onFocus: () => void;
}

export function newEditor(options: editor_options): editor {
  const { parent, text } = options;
  const view = new EditorView({
    parent,
    state: EditorState.create({ doc: text, extensions: extensions(options) }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (text) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    goTo: (line) => {
      const at = lineAt(view.state, line).from;
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: "center" }),
      });
      view.focus();
    },
    remark: (remarks) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          remarks.map((one) => diagnosticOf(one, view.state)),
        ),
      ),
    destroy: () => view.destroy(),
  };
}

function extensions({ label, describedBy, onChange, onRun, onFocus }: editor_options) {
  const run = (): boolean => {
    onRun();
    return true;
  };
  return [
    keymap.of([{ key: "Mod-Enter", run }]),
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [complete] }),
    highlightActiveLine(),
    lintGutter(),
    javascript({ typescript: true }),
    hoverTooltip(hover),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy }),
    EditorView.domEventHandlers({ focus: () => onFocus() }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) onChange(state.doc.toString());
    }),
    look,
  ];
}

/** A line that is there, whatever is asked for: the text may have changed since. */
const lineAt = ({ doc }: EditorState, line: number) =>
  doc.line(Math.min(doc.lines, Math.max(1, line)));

function diagnosticOf({ line, column, severity, message }: remark, state: EditorState): Diagnostic {
  const { from, to, text } = lineAt(state, line);
  const start = column === undefined ? from + text.search(/\S|$/) : Math.min(to, from + column - 1);
  return { from: start, to: Math.max(start, to), severity, message };
}

const known = (name: string) => (Object.hasOwn(contracts, name) ? contracts[name] : undefined);

function hover(view: EditorView, at: number) {
  const word = view.state.wordAt(at);
  const name = word === null ? "" : view.state.sliceDoc(word.from, word.to);
  const contract = known(name);
  if (word === null || contract === undefined) return null;
  return { pos: word.from, end: word.to, above: true, create: () => ({ dom: cardOf(contract) }) };
}

function cardOf({ signature, contract }: NonNullable<ReturnType<typeof known>>): HTMLElement {
  const card = document.createElement("div");
  card.className = "fl-contract";
  const code = card.appendChild(document.createElement("code"));
  code.textContent = signature;
  const words = card.appendChild(document.createElement("p"));
  words.textContent = contract;
  return card;
}

/** The kernel's names, each with its contract. */
const completions = Object.entries(contracts).map(([label, contract]) => ({
  label,
  type: /^(interface|type)/.test(contract.signature)
    ? "type"
    : contract.signature.startsWith("const")
      ? "constant"
      : "function",
  info: () => cardOf(contract),
}));

function complete(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/\w+/);
  if (word === null || (word.to - word.from < 2 && !context.explicit)) return null;
  return { from: word.from, options: completions, validFor: /^\w*$/ };
}
