// Wants to run the functions itself.

import { shmem_mcopy_atomic_pte } from "@faultline/core";

export const tests = [{ name: "a fill", scenario: {}, expect: [typeof shmem_mcopy_atomic_pte] }];
