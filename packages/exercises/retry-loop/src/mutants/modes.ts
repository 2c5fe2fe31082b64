// Beliefs about the mode: what it says of protection, and where it may be asked for.

import { ids, type mutant } from "@faultline/kit";

const WATCHED = "  if (f.wp_copy && !(vma.vm_flags & VM_UFFD_WP)) return false;\n";
const MODE = "(mode & UFFDIO_COPY_MODE_WP) !== 0";

export const mode_mutants: readonly mutant[] = [
  {
    id: "protects-without-asking",
    belief: "If the monitor asks for protected pages it will be watching for writes.",
    origin: "own",
    killed_by: ids(`protection-must-be-watched unprotectable-in-the-window`),
    edits: [{ find: WATCHED, replace: "" }],
  },
  {
    id: "files-are-never-protected",
    belief:
      "Only anonymous memory can be protected, so only there it is asked whether writes are watched.",
    origin: "own",
    killed_by: ids(`protection-must-be-watched`),
    edits: [
      {
        find: WATCHED,
        replace: "  if (f.wp_copy && anonymous && !(vma.vm_flags & VM_UFFD_WP)) return false;\n",
      },
    ],
  },
  {
    id: "protection-dropped",
    belief: "Where nobody watches for writes, pages are filled without protection.",
    origin: "own",
    killed_by: ids(`protection-must-be-watched unprotectable-in-the-window`),
    edits: [
      { find: WATCHED, replace: "" },
      {
        find: "  const { dst_mm, pagep, mcopy_mode, wp_copy } = f;\n",
        replace:
          "  const { dst_mm, pagep, mcopy_mode } = f;\n  const wp_copy = f.wp_copy && (dst_vma.vm_flags & VM_UFFD_WP) !== 0;\n",
      },
    ],
  },
  {
    id: "protects-what-is-watched",
    belief: "In an area that is watched for writes every page is to be protected.",
    origin: "own",
    killed_by: ids(`protected-on-request two-bits-of-a-mode`),
    edits: [
      {
        find: "  const { dst_mm, pagep, mcopy_mode, wp_copy } = f;\n",
        replace: `  const { dst_mm, pagep, mcopy_mode } = f;
  const wp_copy = (dst_vma.vm_flags & VM_UFFD_WP) !== 0;
`,
      },
    ],
  },
  {
    id: "protection-ignored",
    belief: "Protection is for UFFDIO_WRITEPROTECT.",
    origin: "own",
    killed_by: ids(`
      protected-on-request protection-must-be-watched two-bits-of-a-mode
      protected-at-the-second-round unprotectable-in-the-window
    `),
    edits: [{ find: `  const wp_copy = ${MODE};\n`, replace: "  const wp_copy = false;\n" }],
  },
  {
    id: "mode-is-a-number",
    belief: "The mode is one of a few values.",
    origin: "own",
    killed_by: ids(`two-bits-of-a-mode`),
    edits: [{ find: MODE, replace: "mode === UFFDIO_COPY_MODE_WP" }],
  },
  {
    id: "mode-is-a-truth",
    belief: "A mode that is not zero asks for protection.",
    origin: "own",
    killed_by: ids(`two-bits-of-a-mode`),
    edits: [{ find: MODE, replace: "mode !== 0" }],
  },
  {
    id: "protects-in-the-first-round",
    belief: "A page that I have filled myself needs no protection: nobody knows of it.",
    origin: "own",
    killed_by: ids(`protected-at-the-second-round`),
    edits: [
      {
        find: "  const { dst_mm, pagep, mcopy_mode, wp_copy } = f;\n",
        replace:
          "  const { dst_mm, pagep, mcopy_mode } = f;\n  const wp_copy = f.wp_copy && pagep.value === null;\n",
      },
    ],
  },
  {
    id: "protects-the-first-page",
    belief: "One word about protection does for a whole range.",
    origin: "own",
    killed_by: ["protected-at-the-second-round"],
    edits: [
      {
        find: "  const { dst_mm, pagep, mcopy_mode, wp_copy } = f;\n",
        replace:
          "  const { dst_mm, pagep, mcopy_mode } = f;\n  const wp_copy = f.wp_copy && f.copied === 0;\n",
      },
    ],
  },
];
