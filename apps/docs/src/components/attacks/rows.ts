// The attacks that the grader is tested with, counted. The grader's own tests write the file and hold it up to date.

import rows from "@attacks";

export type row = (typeof rows)[number];

/** What stands around a submission, from least to most. */
export const columns = [
  { key: "ses", title: "SES alone" },
  { key: "permission", title: "with permission model" },
  { key: "full", title: "with bubblewrap" },
] as const;

/** Kinds in the order in which a submission meets what stops them. */
const titles: Readonly<Record<string, string>> = {
  intake: "Odd files and archives",
  source: "Text that is not what it looks like",
  escape: "Ways out of the compartment",
  kill: "Ending the process",
  endless: "Not ending",
  flood: "Taking more than its share",
  state: "Staying for the next case",
  forge: "Changing what judges",
  type: "Lying in what is returned",
  throw: "Lying in what is thrown",
  leak: "Carrying hidden inputs out",
  report: "Writing into reports",
  trace: "Forging the record",
  protocol: "Speaking out of turn",
  takeover: "Code in the child's place",
};

export interface group {
  readonly title: string;
  readonly rows: readonly row[];
}

export const groups: readonly group[] = Object.entries(titles).map(([kind, title]) => ({
  title,
  rows: rows.filter((row) => row.kind === kind),
}));

/** Those that reached something where something was missing. */
export const reaching: readonly row[] = rows.filter((row) =>
  columns.some(({ key }) => row[key] !== ""),
);

export const total: number = rows.length;
