// A test that is part of itself.

const test: Record<string, unknown> = { name: "a fill", expect: [] };
test["scenario"] = test;
export const tests = [test];
