// One test, without the list around it.

export const tests = { name: "a fill", scenario: {}, expect: [] };
