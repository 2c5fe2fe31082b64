import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import styles from "../exercise.module.css";
import type { editor } from "./editor";

interface props {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  /** Somebody turns to the editor: what comes next can be loaded. */
  readonly onTurn: () => void;
  /** The editor, once it is there. */
  readonly handle: RefObject<editor | null>;
}

/** The code as text, until it comes into view; then an editor. Without a script it stays text. */
export function Editor(props: props): ReactNode {
  const { text, handle } = props;
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [state, setState] = useState<"text" | "ready" | "failed">("text");
  const help = useId();
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    let wanted = true;
    const watcher = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      watcher.disconnect();
      import("./editor").then(
        ({ newEditor }) => {
          if (!wanted) return;
          handle.current = newEditor({
            parent,
            text: latest.current.text,
            label: latest.current.label,
            describedBy: help,
            onChange: (text) => latest.current.onChange(text),
            onRun: () => latest.current.onRun(),
            onFocus: () => latest.current.onTurn(),
          });
          setState("ready");
        },
        () => wanted && setState("failed"),
      );
    });
    watcher.observe(parent);
    return () => {
      wanted = false;
      watcher.disconnect();
      handle.current?.destroy();
      handle.current = null;
    };
  }, [handle, help]);
  return (
    <>
      <div ref={place} className={styles.editor}>
        {state !== "ready" && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
          <pre tabIndex={0}>
            <code>{text}</code>
          </pre>
        )}
      </div>
      <p id={help} className={styles.keys}>
        {state === "failed" ? (
          <strong>The editor could not be loaded. Reload the page to try again.</strong>
        ) : (
          <>
            <kbd>Ctrl</kbd>+<kbd>Enter</kbd> runs. <kbd>Ctrl</kbd>+<kbd>Space</kbd> or the mouse on
            a name shows its contract. <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor.
          </>
        )}
      </p>
    </>
  );
}
