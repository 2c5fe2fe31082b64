// Beliefs about what may be remembered from one call to the next.

import type { mutant } from "@faultline/kit";

const UNPAY = "export function shmem_inode_unacct_blocks(inode: inode, pages: number): void {\n";

export const memory_mutants: readonly mutant[] = [
  {
    id: "full-for-ever",
    belief: "A mount that was full for a file stays so until that file gives something back.",
    origin: "own",
    killed_by: ["two-files-share"],
    edits: [
      {
        find: "export function shmem_inode_acct_block(",
        replace: "const full = new Set<inode>();\n\nexport function shmem_inode_acct_block(",
      },
      {
        find: "  if (shmem_acct_block(info.flags, pages) !== 0) return false;",
        replace:
          "  if (full.has(inode)) return false;\n  if (shmem_acct_block(info.flags, pages) !== 0) return false;",
      },
      {
        find: "    shmem_unacct_blocks(info.flags, pages);\n    return false;",
        replace:
          "    shmem_unacct_blocks(info.flags, pages);\n    full.add(inode);\n    return false;",
      },
      { find: UNPAY, replace: `${UNPAY}  full.delete(inode);\n` },
    ],
  },
];
