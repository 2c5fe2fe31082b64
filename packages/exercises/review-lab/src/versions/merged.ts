// The version that was merged: the machine's own.

import { reference_targets } from "@faultline/core";
import type { review_version } from "@faultline/kit";

const { shmem_mcopy_atomic_pte, mcopy_atomic_install_pte } = reference_targets;

export const merged: review_version = {
  id: "merged",
  about: "is the one that this machine itself has from Linux 5.14",
  livepatch: { shmem_mcopy_atomic_pte, mcopy_atomic_install_pte },
};
