import type { weak_tests } from "@faultline/kit";

export const mutants: readonly weak_tests[] = [];
