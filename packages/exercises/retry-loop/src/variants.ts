// Right versions, unlike the solution: each is due full marks. Edits are to solution.ts; whole files are in variants/.

import type { variant } from "@faultline/kit";

const SIGNAL = "    if (fatal_signal_pending(current)) return -EINTR;\n";
const LOOP = "  while (f.copied < f.len) {\n";

export const variants: readonly variant[] = [
  {
    id: "no-assertions",
    about: "Does not check what it was promised.",
    edits: [
      {
        find: "  BUG_ON(!PAGE_ALIGNED(dst_start) || !PAGE_ALIGNED(len) || len <= 0);\n",
        replace: "",
      },
      {
        find: "  BUG_ON((error === -ENOENT) !== (pagep.value !== null));\n",
        replace: "",
      },
      {
        find: "  if (WARN_ON_ONCE(anonymous && (vma.vm_flags & VM_SHARED) !== 0)) return false;\n",
        replace: "",
      },
      { find: "  cond_resched();\n", replace: "" },
    ],
  },
  {
    id: "signal-first",
    about: "Asks for signals before each page instead of after it, before the first one too.",
    edits: [
      { find: SIGNAL, replace: "" },
      { find: LOOP, replace: `${LOOP}${SIGNAL}` },
    ],
  },
  {
    id: "freed-on-the-spot",
    about: "Lets go of the page at each way out on which it has one, and says so in pagep.",
    edits: [
      { find: "  if (f.pagep.value !== null) put_page(f.pagep.value);\n", replace: "" },
      {
        find: "  const error = look_and_fill(f);\n  mmap_read_unlock(f.dst_mm);\n  return error;\n",
        replace: `  const error = look_and_fill(f);
  mmap_read_unlock(f.dst_mm);
  if (error !== COPY_AND_RETRY && f.pagep.value !== null) {
    put_page(f.pagep.value);
    f.pagep.value = null;
  }
  return error;
`,
      },
      {
        find: "  return missing === 0 ? 0 : -EFAULT;\n",
        replace: `  if (missing === 0) return 0;
  f.pagep.value = null;
  put_page(page);
  return -EFAULT;
`,
      },
    ],
  },
  {
    id: "freed-under-the-lock",
    about: "Lets go of the page before it lets go of the lock.",
    edits: [
      {
        find: "  const error = look_and_fill(f);\n",
        replace: `  const error = look_and_fill(f);
  if (error !== COPY_AND_RETRY && f.pagep.value !== null) {
    put_page(f.pagep.value);
    f.pagep.value = null;
  }
`,
      },
    ],
  },
  {
    id: "changing-asked-twice",
    about:
      "Asks whether the address space is changing before it takes the lock, and after it again.",
    edits: [
      {
        find: "  mmap_read_lock(f.dst_mm);\n",
        replace: "  if (f.mmap_changing.value) return -EAGAIN;\n  mmap_read_lock(f.dst_mm);\n",
      },
    ],
  },
  {
    id: "labels",
    about: "One function, as C would write it with goto.",
    file: "variants/labels.ts",
  },
  {
    id: "finally",
    about: "What is taken is given back in a finally, and refusals are thrown.",
    file: "variants/finally.ts",
  },
  {
    id: "round-per-page",
    about: "Takes the lock for each page anew, and looks at everything anew.",
    file: "variants/round_per_page.ts",
  },
  {
    id: "by-hand",
    about: "Chooses the function that fills a page itself, and starts over by calling itself.",
    file: "variants/by_hand.ts",
  },
];
