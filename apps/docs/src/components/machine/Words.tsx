import type { ReactNode } from "react";

/** A sentence, with the names of errors set as code and kept on one line. */
export function Words({ of = "" }: { readonly of?: string | undefined }): ReactNode {
  const parts = of.split(/(-E[A-Z]+)/);
  return (
    <p>
      {parts.map((part, i) => {
        const key = `${i} ${part}`;
        return i % 2 === 1 ? <code key={key}>{part}</code> : part;
      })}
    </p>
  );
}
