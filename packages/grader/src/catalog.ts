// Which exercises there are, in the order in which they are taught. An exported kit has a list of its own in place of this.

import type { any_exercise } from "@faultline/kit";

/** Each is loaded only when it is asked for: it brings its tests and their words. */
export const catalog: Readonly<Record<string, () => Promise<{ readonly exercise: any_exercise }>>> =
  {
    "pte-bits": () => import("@faultline/exercise-pte-bits"),
    zeropage: () => import("@faultline/exercise-zeropage"),
    "install-pte": () => import("@faultline/exercise-install-pte"),
    "anon-copy": () => import("@faultline/exercise-anon-copy"),
    continue: () => import("@faultline/exercise-continue"),
    accounting: () => import("@faultline/exercise-accounting"),
    "shmem-mcopy": () => import("@faultline/exercise-shmem-mcopy"),
    "retry-loop": () => import("@faultline/exercise-retry-loop"),
    "review-lab": () => import("@faultline/exercise-review-lab"),
    pager: () => import("@faultline/exercise-pager"),
  };
