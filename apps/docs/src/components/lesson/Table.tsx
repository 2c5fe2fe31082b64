import type { ComponentProps, ReactNode } from "react";

/** A table that scrolls by itself where it is too wide, also for whoever has only a keyboard. */
export function Table(props: ComponentProps<"table">): ReactNode {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
  return <table tabIndex={0} {...props} />;
}

/** The head of a column. An empty corner is no head of anything, and is not announced as one. */
export function HeaderCell({ children, ...props }: ComponentProps<"th">): ReactNode {
  return children == null ? <td {...props} /> : <th {...props}>{children}</th>;
}
