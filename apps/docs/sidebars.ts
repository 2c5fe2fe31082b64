import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";

/** The order in which a learner reads; the rest is reached from the bar above. */
const sidebars: SidebarsConfig = {
  lessons: [
    "lessons/index",
    "loop",
    "editor",
    "lessons/review",
    {
      type: "category",
      label: "Exercises",
      collapsed: false,
      items: [
        "lessons/pte-bits",
        "lessons/zeropage",
        "lessons/install-pte",
        "lessons/anon-copy",
        "lessons/continue",
        "lessons/accounting",
        "lessons/shmem-mcopy",
        "lessons/retry-loop",
        "lessons/review-lab",
        "lessons/pager",
      ],
    },
    {
      type: "category",
      label: "Look it up",
      collapsed: false,
      items: [
        "glossary",
        "races",
        "architecture",
        "instructors/index",
        "instructors/hand-out",
        "instructors/upload",
        "instructors/formats",
        "instructors/security",
        "instructors/mutants",
      ],
    },
  ],
};

export default sidebars;
