// The machine as its host sees it: booting one, running programs and scenarios in it, and reading what came of it.
// Source: none.

export { audit } from "../debug/audit.ts";
export type { label } from "../debug/label.ts";
export {
  type file_snapshot,
  type machine_snapshot,
  type mm_snapshot,
  type page_snapshot,
  type pte_snapshot,
  snapshot,
  type vma_snapshot,
} from "../debug/snapshot.ts";
export type { call_entry, rival_entry, trace_entry, write_entry } from "../debug/trace.ts";
export { unwatched } from "../debug/watch.ts";
export { type race_finding, raceFindings } from "../explore/compare.ts";
export {
  everySchedule,
  type exploration,
  explore,
  type explore_options,
} from "../explore/explore.ts";
export type { outcome } from "../explore/outcome.ts";
export { O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_TMPFILE, O_WRONLY } from "../fs/file.ts";
export { O_CLOEXEC, O_NONBLOCK } from "../fs/userfaultfd.ts";
export type { uffdio_arg } from "../fs/userfaultfd_ioctl.ts";
export { onlyFill } from "../include/linux/userfaultfd_k.ts";
export * from "../include/uapi/linux/userfaultfd.ts";
export { ERESTARTSYS } from "../kernel/entry.ts";
export { fail_function } from "../kernel/fail_function.ts";
export { BadReturn } from "../kernel/livepatch.ts";
export type { clone_flags, program } from "../kernel/program.ts";
export {
  F_ADD_SEALS,
  F_GET_SEALS,
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  MFD_ALLOW_SEALING,
  type stat,
  type statfs,
} from "../kernel/program_files.ts";
export {
  type access_result,
  MADV_DONTNEED,
  MADV_POPULATE_READ,
  MADV_POPULATE_WRITE,
  MADV_REMOVE,
  MLOCK_ONFAULT,
} from "../kernel/program_memory.ts";
export { POLLERR, POLLIN } from "../kernel/program_uffd.ts";
export type { thread } from "../kernel/thread.ts";
export {
  type field_write,
  type finding,
  kernel,
  type kernel_call,
  type watcher,
} from "../kernel.ts";
export { KernelBug } from "../lib/bug.ts";
export { EACCES, EBADF, EHWPOISON, errname } from "../lib/errno.ts";
export {
  boot,
  type boot_options,
  type machine,
  type machine_finding,
  type oops,
} from "../machine.ts";
export {
  MAP_ANONYMOUS,
  MAP_FIXED,
  MAP_NORESERVE,
  MAP_PRIVATE,
  MAP_SHARED,
  PROT_NONE,
  PROT_READ,
  PROT_WRITE,
} from "../mm/mmap.ts";
export { reference_targets } from "../mm/targets.ts";
export { type release_rules, releases } from "../release.ts";
export { type mismatch, mismatches, type recording, replay } from "../scenario/conformance.ts";
export type { counts, observation, vma_line } from "../scenario/observe.ts";
export type { result } from "../scenario/result.ts";
export type { rival_result } from "../scenario/rival_run.ts";
export { type run, type run_options, runScenario, type step } from "../scenario/run.ts";
export { formatSchedule, isSchedule, parseSchedule, type plan } from "../scenario/schedule.ts";
export type { op, race, region, rival, rival_op, scenario } from "../scenario/types.ts";
export { checkScenario, parseScenario } from "../scenario/validate.ts";
export type { migration_plan, run as page_run } from "../user/page_stream.ts";
