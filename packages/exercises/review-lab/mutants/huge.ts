// More tests than anybody reads.

export const tests = Array.from({ length: 900 }, (_, i) => ({
  name: `test ${i}`,
  scenario: {},
  expect: [],
}));
