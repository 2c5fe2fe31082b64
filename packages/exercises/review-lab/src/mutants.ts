// Files of tests that are not worth full marks, and exactly what each of them gets.

import type { review_outcome, weak_tests } from "@faultline/kit";

const nothing = (status: review_outcome["status"], valid = 0, given = 0): review_outcome => ({
  status,
  valid,
  given,
  catches: [],
  score: 0,
});

const LEAK = ["v1-v2-v3", "v4", "kept-beyond-the-end", "kept-if-taken"];

/** What the solution exports, and one test more, which asks for what nobody has promised. */
const guess = `const guess: review_test = {
  name: "a new page has two holders and no more",
  scenario: area([{ op: "copy", page: 1 }]),
  expect: [{ after: 1, cached: { index: 1, page: { _refcount: 1 } } }],
};

export const tests: readonly review_test[] = [...refusals, ...kinds, guess];`;

/** Tests that can be run, and are too weak or ask for too much. */
const weak: readonly weak_tests[] = [
  {
    id: "happy-path",
    belief: "If the function does its work, it is right.",
    file: "mutants/happy_path.ts",
    gets: nothing("graded", 3, 3),
  },
  {
    id: "looks-nowhere",
    belief: "I have made every failure happen, and each was reported.",
    file: "mutants/looks_nowhere.ts",
    gets: nothing("graded", 3, 3),
  },
  {
    id: "claims-a-leak",
    belief: "What the code does is what it is meant to do.",
    file: "mutants/claims_a_leak.ts",
    gets: nothing("graded", 0, 2),
  },
  {
    id: "only-the-leak",
    belief: "The leak was what everybody missed, so it is what there is to find.",
    file: "mutants/only_the_leak.ts",
    gets: { status: "graded", valid: 2, given: 2, catches: LEAK, score: 16 },
  },
  {
    id: "asks-for-a-flag",
    belief: "The right version marks the page, so every right version must.",
    file: "mutants/asks_for_a_flag.ts",
    gets: { status: "graded", valid: 2, given: 3, catches: LEAK, score: 10 },
  },
  {
    id: "counts-the-calls",
    belief: "Everybody looks at the size of the file twice.",
    file: "mutants/counts_the_calls.ts",
    gets: { status: "graded", valid: 2, given: 3, catches: LEAK, score: 10 },
  },
  {
    id: "one-too-many",
    belief: "One test more can do no harm.",
    edits: [
      {
        find: "export const tests: readonly review_test[] = [...refusals, ...kinds];",
        replace: guess,
      },
    ],
    gets: {
      status: "graded",
      valid: 9,
      given: 10,
      catches: [
        "v1-v2-v3",
        "v4",
        "v5",
        "page-kept",
        "page-unlocked",
        "readonly-private-copy",
        "clean-private-copy",
        "counted-too-early",
        "rmap-by-area",
        "marked-by-installer",
        "dirty-page-deleted",
        "kept-beyond-the-end",
        "kept-if-taken",
        "counted-and-uncounted",
        "mlock-not-seen",
      ],
      score: 54,
    },
  },
  {
    id: "unknown-words",
    belief: "I write what I mean, and the words will be there.",
    file: "mutants/unknown_words.ts",
    gets: nothing("graded", 0, 4),
  },
  {
    id: "schedules",
    belief: "A schedule says when another CPU acts, in every version alike.",
    file: "mutants/schedules.ts",
    gets: nothing("graded", 0, 1),
  },
  {
    id: "empty",
    belief: "Who claims nothing is never wrong.",
    file: "mutants/empty.ts",
    gets: nothing("graded"),
  },
  {
    id: "a-proxy",
    belief: "A list that answers every question has every answer.",
    file: "mutants/a_proxy.ts",
    gets: nothing("graded"),
  },
  {
    id: "forged-names",
    belief: "A field with the right name is as good as a verdict.",
    file: "mutants/forged_names.ts",
    gets: nothing("graded", 0, 2),
  },
];

/** Files that hold no tests. */
const refused = (
  ids: Readonly<Record<string, string>>,
  status: review_outcome["status"],
): weak_tests[] =>
  Object.entries(ids).map(([id, belief]) => ({
    id,
    belief,
    file: `mutants/${id.replaceAll("-", "_")}.ts`,
    gets: nothing(status),
  }));

export const mutants: readonly weak_tests[] = [
  ...weak,
  ...refused(
    {
      "nothing-exported": "A list is a list, whatever it is called and whoever can see it.",
      "no-list": "I have one test, so there is no need for a list.",
      "a-function": "A test is a function that looks at the run.",
      "a-getter": "A name can be made when it is asked for.",
      huge: "The more tests there are, the more they catch.",
      "huge-values": "Whoever reads this will be busy for a while.",
      "in-itself": "Data can be part of itself.",
      "imports-the-kernel": "I run the functions myself, and need no scenario.",
    },
    "rejected",
  ),
  ...refused({ "traps-without-end": "Nobody will get tired of looking before I do." }, "timeout"),
];
