// vitest's `expect`, without vitest: graded tests run in the grader, under vitest, and in the browser alike.

import { chai, type ExpectStatic, JestAsymmetricMatchers, JestChaiExpect } from "@vitest/expect";

chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** Asserts as vitest does; throws an AssertionError with `actual` and `expected`. */
export const expect = chai.expect as unknown as ExpectStatic;
