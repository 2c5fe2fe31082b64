// Error numbers: a kernel function that returns an int returns 0, or the negative of one of these.
// Source: include/uapi/asm-generic/errno-base.h; only those that this corner of Linux can produce.

export const EPERM = 1;
export const ENOENT = 2;
export const ESRCH = 3;
export const EINTR = 4;
export const EIO = 5;
export const EBADF = 9;
export const EAGAIN = 11;
export const ENOMEM = 12;
export const EACCES = 13;
export const EFAULT = 14;
export const EBUSY = 16;
export const EEXIST = 17;
export const EINVAL = 22;
export const EFBIG = 27;
export const ENOSPC = 28;
export const EHWPOISON = 133;

const names: ReadonlyMap<number, string> = new Map([
  [EPERM, "EPERM"],
  [ENOENT, "ENOENT"],
  [ESRCH, "ESRCH"],
  [EINTR, "EINTR"],
  [EIO, "EIO"],
  [EBADF, "EBADF"],
  [EAGAIN, "EAGAIN"],
  [ENOMEM, "ENOMEM"],
  [EACCES, "EACCES"],
  [EFAULT, "EFAULT"],
  [EBUSY, "EBUSY"],
  [EEXIST, "EEXIST"],
  [EINVAL, "EINVAL"],
  [EFBIG, "EFBIG"],
  [ENOSPC, "ENOSPC"],
  [EHWPOISON, "EHWPOISON"],
]);

/** Spells a result as a kernel developer would: `-EFAULT` for -14, and any other number as it is. */
export function errname(ret: number): string {
  const name = names.get(-ret);
  return name === undefined ? String(ret) : `-${name}`;
}
