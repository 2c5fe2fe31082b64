// Tests as code, as in other test runners.

export const tests = [{ name: "a fill", scenario: {}, expect: (run: unknown) => run !== null }];
