// What an attack is: data, so that one list is the test, the table of the handbook, and a place to add the next one.

/** A group of attacks, as the handbook names it. */
export type attack_kind =
  | "escape"
  | "kill"
  | "endless"
  | "flood"
  | "forge"
  | "type"
  | "state"
  | "leak"
  | "throw"
  | "source"
  | "intake"
  | "trace"
  | "protocol"
  | "report"
  | "takeover";

/**
 * What must become of it. `fail`: graded, and earns nothing. `reject`: not run, with a reason. `timeout`, `crash`: that
 * status. `any`: whatever it is, nothing else breaks. `pass`: it is honest code, and gets full marks.
 */
export type expectation = "fail" | "reject" | "timeout" | "crash" | "any" | "pass";

/** A line that a child writes, as text, or as a value that becomes JSON. */
export type forged_line = string | Readonly<Record<string, unknown>>;

/** What a forger knows: the cases, and what an honest child recorded of each. */
export interface honest_case {
  readonly n: number;
  readonly events: readonly unknown[];
}

/** How the attack arrives. */
export type vehicle =
  /** An expression in a target function that gives something of the host's, or nothing. Many share a submission. */
  | { readonly by: "probe"; readonly code: string }
  /** A submission. */
  | { readonly by: "text"; readonly text: () => string }
  | { readonly by: "bytes"; readonly bytes: () => Uint8Array }
  /** Something on disk; `make` puts it into an empty folder and returns the path that is handed in. */
  | { readonly by: "file"; readonly make: (folder: string) => string }
  /** A child that has been taken over, as far as the judge hears of it: its lines. */
  | {
      readonly by: "lines";
      readonly lines: (cases: readonly honest_case[]) => readonly forged_line[];
    }
  /** A child that has been taken over, as a process: what can it do to the machine that it runs on? */
  | { readonly by: "process"; readonly code: string };

export interface attack {
  readonly id: string;
  readonly kind: attack_kind;
  /** What it tries, as a sentence without a subject. */
  readonly tries: string;
  readonly expected: expectation;
  readonly how: vehicle;
  /** Ids of tests that it may pass, as it also does the work: what it must not do then is reach anything else. */
  readonly earns?: readonly string[];
  /** Ends by the clock and nothing else. */
  readonly slow?: true;
  /** What the refusal must say. */
  readonly says?: RegExp;
}

/** All tests of the exercise that is attacked. */
export const ALL = ["fills", "pays-back", "two-holders"];

type more = Pick<attack, "earns" | "slow" | "says">;

export const probe = (id: string, tries: string, code: string): attack => ({
  id,
  kind: "escape",
  tries,
  expected: "fail",
  how: { by: "probe", code },
});

/** Makes attacks of one kind that are submissions. */
export const texts =
  (kind: attack_kind, wrap: (code: string) => string) =>
  (id: string, tries: string, expected: expectation, code: string, more: more = {}): attack => ({
    id,
    kind,
    tries,
    expected,
    how: { by: "text", text: () => wrap(code) },
    ...more,
  });
