// Where a command writes, and how it may look there.

export interface terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly colour: boolean;
  readonly columns: number;
  /** Whether somebody watches standard error, so that a line on it may be written over; else it is left out. */
  readonly live?: boolean;
  /** Whoever sits in front of it; nobody does where it is a pipe or a file. */
  readonly person?: person | undefined;
}

/** Somebody who can be asked, and who presses keys. */
export interface person {
  /** Asks, and waits for a line. @returns null if there is none to come */
  readonly ask: (question: string) => Promise<string | null>;
  /** Hears every key, until what it returns is called. Ctrl-C is a key, too: `ctrl-c`. */
  readonly hearKeys: (onKey: (key: string) => void) => () => void;
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly onResize: (then: () => void) => () => void;
}

type environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether there is to be colour: NO_COLOR forbids it, FORCE_COLOR asks for it, and else a terminal that knows colours gets
 * them.
 */
export function wantsColour({ NO_COLOR, FORCE_COLOR, TERM }: environment, tty: boolean): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return !["0", "false"].includes(FORCE_COLOR);
  return tty && TERM !== "dumb";
}

/** What a command ends with. */
export const exit_codes = {
  /** Graded, whatever the marks; verified. */
  ok: 0,
  /** Below --fail-under; or an exercise that does not hold what it promises. */
  below: 1,
  /** Wrong usage. */
  usage: 2,
  /** The grader itself failed. */
  failed: 3,
} as const;

/** Wrong usage: the message is one line that says what to do. */
export class Usage extends Error {
  override readonly name = "Usage";
}

/** What was asked for cannot be done on this computer, or where it was asked for: the message is one line that says why. */
export class CannotWork extends Error {
  override readonly name = "CannotWork";
}
