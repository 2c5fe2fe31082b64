// What a program and the kernel say to each other about userfaultfd: ioctl numbers, their structures, and messages.
// Source: include/uapi/linux/userfaultfd.h. Addresses, lengths and modes are u64 in C and numbers here: see u64.

/**
 * A 64-bit number that a program hands in. Above 2^53 a JavaScript number has only even values, but
 * everything that is valid here lies below, so what matters about a larger one is that it is refused.
 */
export type u64 = number;

export const UFFD_API = 0xaa;

export const UFFD_FEATURE_PAGEFAULT_FLAG_WP = 1 << 0;
export const UFFD_FEATURE_EVENT_FORK = 1 << 1;
export const UFFD_FEATURE_EVENT_REMAP = 1 << 2;
export const UFFD_FEATURE_EVENT_REMOVE = 1 << 3;
export const UFFD_FEATURE_MISSING_HUGETLBFS = 1 << 4;
export const UFFD_FEATURE_MISSING_SHMEM = 1 << 5;
export const UFFD_FEATURE_EVENT_UNMAP = 1 << 6;
export const UFFD_FEATURE_SIGBUS = 1 << 7;
export const UFFD_FEATURE_THREAD_ID = 1 << 8;
export const UFFD_FEATURE_MINOR_HUGETLBFS = 1 << 9;
export const UFFD_FEATURE_MINOR_SHMEM = 1 << 10;
export const UFFD_FEATURE_EXACT_ADDRESS = 1 << 11;
export const UFFD_FEATURE_WP_HUGETLBFS_SHMEM = 1 << 12;
export const UFFD_FEATURE_WP_UNPOPULATED = 1 << 13;
export const UFFD_FEATURE_POISON = 1 << 14;
export const UFFD_FEATURE_WP_ASYNC = 1 << 15;
export const UFFD_FEATURE_MOVE = 1 << 16;

export const _UFFDIO_REGISTER = 0x00;
export const _UFFDIO_UNREGISTER = 0x01;
export const _UFFDIO_WAKE = 0x02;
export const _UFFDIO_COPY = 0x03;
export const _UFFDIO_ZEROPAGE = 0x04;
export const _UFFDIO_MOVE = 0x05;
export const _UFFDIO_WRITEPROTECT = 0x06;
export const _UFFDIO_CONTINUE = 0x07;
export const _UFFDIO_POISON = 0x08;
export const _UFFDIO_API = 0x3f;

const IOC_READ = 2;
const IOC_WRITE = 1;
/** The number of an ioctl: who copies what, the size of its structure, whose it is, which one it is. */
const ioc = (direction: number, nr: number, size: number): number =>
  direction * 2 ** 30 + size * 2 ** 16 + UFFD_API * 2 ** 8 + nr;

export const UFFDIO_API = ioc(IOC_READ + IOC_WRITE, _UFFDIO_API, 24);
export const UFFDIO_REGISTER = ioc(IOC_READ + IOC_WRITE, _UFFDIO_REGISTER, 32);
export const UFFDIO_UNREGISTER = ioc(IOC_READ, _UFFDIO_UNREGISTER, 16);
export const UFFDIO_WAKE = ioc(IOC_READ, _UFFDIO_WAKE, 16);
export const UFFDIO_COPY = ioc(IOC_READ + IOC_WRITE, _UFFDIO_COPY, 40);
export const UFFDIO_ZEROPAGE = ioc(IOC_READ + IOC_WRITE, _UFFDIO_ZEROPAGE, 32);
export const UFFDIO_MOVE = ioc(IOC_READ + IOC_WRITE, _UFFDIO_MOVE, 40);
export const UFFDIO_WRITEPROTECT = ioc(IOC_READ + IOC_WRITE, _UFFDIO_WRITEPROTECT, 24);
export const UFFDIO_CONTINUE = ioc(IOC_READ + IOC_WRITE, _UFFDIO_CONTINUE, 32);
export const UFFDIO_POISON = ioc(IOC_READ + IOC_WRITE, _UFFDIO_POISON, 32);

export const UFFDIO_REGISTER_MODE_MISSING = 1;
export const UFFDIO_REGISTER_MODE_WP = 2;
export const UFFDIO_REGISTER_MODE_MINOR = 4;

export const UFFDIO_ZEROPAGE_MODE_DONTWAKE = 1;
export const UFFDIO_CONTINUE_MODE_DONTWAKE = 1;
/** CONTINUE maps the page write-protected. Not in 5.14. */
export const UFFDIO_CONTINUE_MODE_WP = 2;
export const UFFDIO_POISON_MODE_DONTWAKE = 1;
export const UFFDIO_MOVE_MODE_DONTWAKE = 1;
export const UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES = 2;
export const UFFDIO_WRITEPROTECT_MODE_WP = 1;
export const UFFDIO_WRITEPROTECT_MODE_DONTWAKE = 2;

/** userfaultfd(): faults of the kernel itself are not waited for. */
export const UFFD_USER_MODE_ONLY = 1;

export interface uffdio_range {
  start: u64;
  len: u64;
}

export interface uffdio_api {
  api: u64;
  /** In: UFFD_FEATURE_* to switch on. Out: all that there are. */
  features: u64;
  /** Out: one bit for each ioctl that every userfaultfd knows. A bigint, for bit 63 is one of them. */
  ioctls: bigint;
}

export interface uffdio_register {
  range: uffdio_range;
  mode: u64;
  /** Out: one bit for each ioctl that works on the range. */
  ioctls: bigint;
}

export interface uffdio_copy {
  dst: u64;
  src: u64;
  len: u64;
  mode: u64;
  /** Out: bytes copied, or a negative errno. */
  copy: number;
}

export interface uffdio_zeropage {
  range: uffdio_range;
  mode: u64;
  /** Out: bytes zeroed, or a negative errno. */
  zeropage: number;
}

export interface uffdio_continue {
  range: uffdio_range;
  mode: u64;
  /** Out: bytes mapped, or a negative errno. */
  mapped: number;
}

export interface uffdio_poison {
  range: uffdio_range;
  mode: u64;
  /** Out: bytes poisoned, or a negative errno. */
  updated: number;
}

export interface uffdio_move {
  dst: u64;
  src: u64;
  len: u64;
  mode: u64;
  /** Out: bytes moved, or a negative errno. */
  move: number;
}

export interface uffdio_writeprotect {
  range: uffdio_range;
  mode: u64;
}

/** What read() of a userfaultfd returns: 32 bytes in C. */
export type uffd_msg =
  | {
      readonly event: typeof UFFD_EVENT_PAGEFAULT;
      readonly arg: {
        readonly pagefault: {
          /** UFFD_PAGEFAULT_FLAG_* bits. */
          readonly flags: u64;
          readonly address: u64;
          /** The thread that faulted; 0 unless UFFD_FEATURE_THREAD_ID is on. */
          readonly feat: { readonly ptid: number };
        };
      };
    }
  | {
      readonly event: typeof UFFD_EVENT_REMOVE | typeof UFFD_EVENT_UNMAP;
      readonly arg: { readonly remove: { readonly start: u64; readonly end: u64 } };
    };

export const UFFD_EVENT_PAGEFAULT = 0x12;
export const UFFD_EVENT_REMOVE = 0x15;
export const UFFD_EVENT_UNMAP = 0x16;
/** Bytes of a message. */
export const UFFD_MSG_SIZE = 32;

/** What a fault message says of the access. */
export const UFFD_PAGEFAULT_FLAG_WRITE = 1;
export const UFFD_PAGEFAULT_FLAG_WP = 2;
export const UFFD_PAGEFAULT_FLAG_MINOR = 4;
