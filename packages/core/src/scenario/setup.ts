// Makes the world of a scenario: mount, file, mapping, userfaultfd, in the order of whoever made the recordings.
// Source: none.

import { fd_install, fget, O_RDONLY, O_RDWR, O_TMPFILE } from "../fs/file.ts";
import { get_file } from "../fs/file_table.ts";
import { DIV_ROUND_UP, PAGE_SIZE } from "../include/linux/mm.ts";
import type { file } from "../include/linux/mm_types.ts";
import type { user_addr } from "../include/linux/types.ts";
import { UFFD_API, UFFDIO_API } from "../include/uapi/linux/userfaultfd.ts";
import type { program } from "../kernel/program.ts";
import { F_ADD_SEALS, MFD_ALLOW_SEALING } from "../kernel/program_files.ts";
import { MADV_POPULATE_WRITE, MLOCK_ONFAULT } from "../kernel/program_memory.ts";
import type { machine } from "../machine.ts";
import {
  MAP_ANONYMOUS,
  MAP_FIXED,
  MAP_NORESERVE,
  MAP_PRIVATE,
  MAP_SHARED,
  PROT_READ,
  PROT_WRITE,
} from "../mm/mmap.ts";
import { find_vma } from "../mm/pagemap.ts";
import {
  F_SEAL_FUTURE_WRITE,
  F_SEAL_GROW,
  F_SEAL_SEAL,
  F_SEAL_SHRINK,
  F_SEAL_WRITE,
} from "../mm/truncate.ts";
import { prot_of } from "./ops_memory.ts";
import { feature_bits, open_uffd, registerRange } from "./ops_watch.ts";
import { ok_or_name } from "./result.ts";
import { buffer_of, buffer_pages, rivals_copy } from "./source.ts";
import type { region, scenario, seal } from "./types.ts";
import { BASE, INBOX, MAP2, MOUNT, type world } from "./world.ts";

/** Pages of a mount that the scenario gives no limit to. */
const DEFAULT_LIMIT = 4096;
/** Pages of a file that are looked at, at most. */
const MAX_FILE_PAGES = 16;

/** What the set-up returned: "ok" or the name of an error, for each step that was taken. */
export interface setup_result {
  readonly mmap: string;
  readonly mlock?: string;
  readonly api?: string;
  readonly reg?: string;
  readonly ioctls?: string | null;
}

/**
 * Makes the world, as one operation. Where the mapping itself fails, `r.mmap` says so and nothing else is done.
 */
export function setup(scenario: scenario, machine: machine): { w: world; r: setup_result } {
  const recorder = machine.program("program");
  const owner = scenario.dead_mm ? machine.program("child", { files: recorder }) : recorder;
  const w = emptyWorld(scenario, machine, owner, recorder);
  const r = machine.operation(recorder, "set-up", () => makeWorld(w), { mmap: "EIO" });
  return { w, r };
}

function makeWorld(w: world): setup_result {
  mapSources(w);
  openFile(w);
  const base = takeBase(w);
  w.subject = { ...w.subject, base };
  const r = setupMemory(w);
  if (w.scenario.dead_mm) w.owner.exit();
  if (r.mmap === "ok") finish(w);
  return r;
}

function emptyWorld(scenario: scenario, machine: machine, owner: program, actor: program): world {
  const { region } = scenario;
  return {
    scenario,
    machine,
    owner,
    actor,
    rival: machine.program("rival", { files: actor, vm: actor }),
    ufd: -1,
    ctx: null,
    ffd: -1,
    mfd: -1,
    ufd2: -1,
    filler: -1,
    backgrounds: new Map(),
    monitor: null,
    subject: {
      mm: actor.mm,
      start: (BASE + (region.pte_index ?? 0) * PAGE_SIZE) as user_addr,
      pages: region.pages,
      inode: null,
      file_pages: 0,
      mounted: region.backing === "shmem",
      base: { used: 0, rss: [], lck: 0, sb: null },
    },
  };
}

/** The buffers that copies come from are in memory before anything is counted. */
function mapSources(w: world): void {
  const { scenario, actor, rival } = w;
  const len = buffer_pages(scenario.ops) * PAGE_SIZE;
  const flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
  const copying = scenario.ops.some(rivals_copy) ? [actor, rival] : [actor];
  const buffers = (len > 0 ? copying : []).map((p) => ({ at: buffer_of(w, p), bytes: len }));
  if (scenario.migration) buffers.push({ at: INBOX, bytes: scenario.region.pages * PAGE_SIZE });
  for (const { at, bytes } of buffers) {
    actor.mmap(at, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    actor.madvise(at, bytes, MADV_POPULATE_WRITE);
  }
}

const size_of = (region: region): number =>
  region.file_bytes ?? (region.file_pages ?? region.pages) * PAGE_SIZE;

function openFile(w: world): void {
  const { scenario, actor } = w;
  const { region } = scenario;
  if (region.backing === "anon") return;
  if (region.backing === "shmem") actor.mount(MOUNT, region.fs_limit_pages || DEFAULT_LIMIT);
  w.ffd =
    region.backing === "memfd"
      ? actor.memfd_create("region", MFD_ALLOW_SEALING)
      : actor.open(MOUNT, O_TMPFILE | O_RDWR);
  if (size_of(region) > 0) actor.ftruncate(w.ffd, size_of(region));
  if (region.seals !== undefined) actor.fcntl(w.ffd, F_ADD_SEALS, seal_bits(region.seals));
  w.mfd = region.fd === "rdonly" ? actor.open(`/proc/self/fd/${w.ffd}`, O_RDONLY) : w.ffd;
  const pages = (region.file_pgoff ?? 0) + region.pages;
  const file_pages = Math.max(pages, DIV_ROUND_UP(size_of(region), PAGE_SIZE));
  lookAt(w, fget(actor.proc.files, w.ffd), Math.min(file_pages, MAX_FILE_PAGES));
}

function lookAt(w: world, file: file | null, file_pages: number): void {
  w.subject = { ...w.subject, inode: file?.f_inode ?? null, file_pages };
}

const seals: { readonly [name in seal]: number } = {
  seal: F_SEAL_SEAL,
  shrink: F_SEAL_SHRINK,
  grow: F_SEAL_GROW,
  write: F_SEAL_WRITE,
  future_write: F_SEAL_FUTURE_WRITE,
};
const seal_bits = (names: readonly seal[]): number =>
  names.reduce((bits, name) => bits | seals[name], 0);

/** What is counted already and so does not belong to the scenario. */
function takeBase({ actor, subject }: world): world["subject"]["base"] {
  const sb = subject.mounted ? (subject.inode?.i_sb ?? null) : null;
  const used = sb?.s_fs_info.used_blocks.count ?? 0;
  return { used, rss: [...actor.mm.rss_stat], lck: actor.mm.locked_vm, sb };
}

function setupMemory(w: world): setup_result {
  const { owner, scenario } = w;
  const { region } = scenario;
  const len = region.pages * PAGE_SIZE;
  const flags =
    (region.sharing === "shared" ? MAP_SHARED : MAP_PRIVATE) |
    MAP_FIXED |
    (region.backing === "anon" ? MAP_ANONYMOUS : 0) |
    (region.noreserve ? MAP_NORESERVE : 0);
  const offset = (region.file_pgoff ?? 0) * PAGE_SIZE;
  const addr = owner.mmap(w.subject.start, len, prot_of(region.prot), flags, w.mfd, offset);
  const r: writable<setup_result> = { mmap: ok_or_name(addr) };
  if (addr < 0) return r;
  if (region.mlocked) r.mlock = ok_or_name(lock(w, len));
  setupWatch(w, len, r);
  return r;
}

type writable<T> = { -readonly [field in keyof T]: T[field] };

const lock = ({ owner, scenario, subject: { start } }: world, len: number): number =>
  scenario.region.mlocked === "onfault"
    ? owner.mlock2(start, len, MLOCK_ONFAULT)
    : owner.mlock(start, len);

function setupWatch(w: world, len: number, r: writable<setup_result>): void {
  const { owner, scenario } = w;
  w.ufd = open_uffd(owner);
  const what = owner.proc.files.fd.get(w.ufd);
  w.ctx = what?.kind === "uffd" ? what.ctx : null;
  if (!scenario.no_api) r.api = ok_or_name(switchOn(w));
  if (!scenario.register?.length) return;
  const range = { start: w.subject.start, len };
  const { ret, err, ioctls } = registerRange(owner, w.ufd, range, scenario.register);
  r.reg = ret < 0 ? (err ?? "") : "ok";
  r.ioctls = ioctls;
}

function switchOn({ owner, scenario, ufd }: world): number {
  const features = feature_bits(scenario.features);
  return owner.ioctl(ufd, UFFDIO_API, { api: UFFD_API, features, ioctls: 0n });
}

/** What needs the mapping to be there: a descriptor for shared anonymous memory, and the second mapping. */
function finish(w: world): void {
  const { actor, scenario, machine } = w;
  const { region } = scenario;
  if (region.backing === "anon" && region.sharing === "shared" && !scenario.dead_mm) {
    const file = machine.enter(() => find_vma(actor.mm, w.subject.start)?.vm_file ?? null);
    if (file !== null) w.ffd = fd_install(actor.proc.files, { kind: "file", file: get_file(file) });
    lookAt(w, file, region.pages);
  }
  if (!region.map2 || w.ffd < 0) return;
  const len = w.subject.file_pages * PAGE_SIZE;
  const prot = PROT_READ | PROT_WRITE;
  actor.mmap(MAP2, len, prot, MAP_SHARED | MAP_FIXED, w.ffd, 0);
  if (region.map2 === "watched")
    registerRange(actor, w.ufd, { start: MAP2, len }, scenario.register ?? []);
}
