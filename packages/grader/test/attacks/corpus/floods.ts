// What takes more than its share: of the console, of calls, of the report.

import { submission } from "../../support/sources.ts";
import { type attack, texts } from "./attack.ts";

const flood = texts("flood", (code) => submission("", code));

export const floods: readonly attack[] = [
  flood(
    "047-console",
    "print without end",
    "fail",
    "for (let i = 0; i < 50000; i++) console.log('x'.repeat(1000)); return 0",
  ),
  flood(
    "048-console-objects",
    "print an object that has no end",
    "fail",
    "let o: any = {}; for (let i = 0; i < 1000; i++) o = { o, p: o }; console.log(o, new Proxy({}, { ownKeys() { throw 1 } })); return 0",
  ),
  flood(
    "049-stdout",
    "write to standard output past the console",
    "fail",
    "const p = (globalThis as any).process; for (let i = 0; i < 1e4; i++) p?.stdout.write('x'.repeat(1e4)); return 0",
  ),
  flood(
    "050-message",
    "throw an error with a message of a megabyte",
    "fail",
    "throw new Error('x'.repeat(1 << 20))",
  ),
  flood(
    "051-calls",
    "call the kernel without end",
    "timeout",
    "for (;;) i_size_read(file_inode(vma.vm_file))",
  ),
  flood(
    "052-native-calls",
    "call the kernel from one of V8's own loops",
    "timeout",
    "new Array(1e6).fill(0).forEach(current => i_size_read(file_inode(vma.vm_file)))",
  ),
  flood(
    "053-pages",
    "take pages without end",
    "any",
    "for (;;) { const page = shmem_alloc_page(mapping_gfp_mask(file_inode(vma.vm_file).i_mapping), SHMEM_I(file_inode(vma.vm_file)), 0 as any); if (page) clear_highpage(page); }",
  ),
  flood(
    "054-locks",
    "wait for a lock that it holds itself",
    "fail",
    "const { lock } = SHMEM_I(file_inode(vma.vm_file)); for (let i = 0; i < 1e4; i++) spin_lock(lock); return 0;",
  ),
  flood(
    "169-writes",
    "write a field without end",
    "timeout",
    "for (;;) SHMEM_I(file_inode(vma.vm_file)).alloced += 1;",
  ),
  flood(
    "170-reads",
    "read fields in one of V8's own loops",
    "any",
    "new Array(3e5).fill(vma).forEach((current: any) => current.vm_file.f_inode.i_size); return 0;",
  ),
  flood(
    "171-many-lines",
    "print nothing but ends of lines",
    "fail",
    "console.log('\\n'.repeat(4000)); return 0;",
  ),
  flood(
    "172-wide-arguments",
    "pass a thousand arguments",
    "fail",
    "for (let i = 0; i < 2000; i++) (i_size_read as any)(...new Array(1000).fill(file_inode(vma.vm_file))); return 0;",
  ),
  flood(
    "173-broken-rules",
    "break a rule on each of two thousand lines",
    "fail",
    `${Array.from({ length: 2000 }, () => "try { unlock_page(shmem_alloc_page(0 as any, SHMEM_I(file_inode(vma.vm_file)), 0 as any)) } catch {}").join("\n")}\nreturn 0;`,
  ),
  flood(
    "174-targets",
    "call the target from the target as often as that is allowed",
    "fail",
    "for (let i = 0; i < 3000; i++) { try { mcopy_atomic_install_pte(mm, pmd, vma, addr, null as any, true, false) } catch {} } return 0;",
  ),
];
