// SPDX-License-Identifier: GPL-2.0-only
// What userfaultfd looks like to a program. Our own description of the kernel's interface, because
// a distribution's <linux/userfaultfd.h> is often older than its kernel. userfaultfd(2),
// ioctl_userfaultfd(2).
#ifndef UFFD_H
#define UFFD_H

#include <stdint.h>
#include <sys/ioctl.h>

enum { UFFD_API_NUMBER = 0xaa };

/** The feature that turns a fault which nobody resolves into a SIGBUS. */
enum { UFFD_WITH_SIGBUS = 1 << 7 };

struct uffd_api {
  uint64_t api, features, ioctls;
};

struct uffd_range {
  uint64_t start, len;
};

struct uffd_register {
  struct uffd_range range;
  uint64_t mode, ioctls;
};

struct uffd_protect {
  struct uffd_range range;
  uint64_t mode;
};

/** ZEROPAGE, CONTINUE and POISON. `done`: bytes, or a negative errno. */
struct uffd_fill {
  struct uffd_range range;
  uint64_t mode;
  int64_t done;
};

/** COPY and MOVE. */
struct uffd_carry {
  uint64_t dst, src, len, mode;
  int64_t done;
};

#define UFFD_API _IOWR(UFFD_API_NUMBER, 0x3f, struct uffd_api)
#define UFFD_REGISTER _IOWR(UFFD_API_NUMBER, 0x00, struct uffd_register)
#define UFFD_UNREGISTER _IOR(UFFD_API_NUMBER, 0x01, struct uffd_range)
#define UFFD_WAKE _IOR(UFFD_API_NUMBER, 0x02, struct uffd_range)
#define UFFD_COPY _IOWR(UFFD_API_NUMBER, 0x03, struct uffd_carry)
#define UFFD_ZEROPAGE _IOWR(UFFD_API_NUMBER, 0x04, struct uffd_fill)
#define UFFD_MOVE _IOWR(UFFD_API_NUMBER, 0x05, struct uffd_carry)
#define UFFD_WRITEPROTECT _IOWR(UFFD_API_NUMBER, 0x06, struct uffd_protect)
#define UFFD_CONTINUE _IOWR(UFFD_API_NUMBER, 0x07, struct uffd_fill)
#define UFFD_POISON _IOWR(UFFD_API_NUMBER, 0x08, struct uffd_fill)

enum uffd_event { UFFD_PAGEFAULT = 0x12, UFFD_REMOVE = 0x15, UFFD_UNMAP = 0x16 };
enum uffd_fault_flag { UFFD_FAULT_WRITE = 1, UFFD_FAULT_WP = 2, UFFD_FAULT_MINOR = 4 };

struct uffd_message {
  uint8_t event;
  uint8_t reserved[7];
  union {
    struct {
      uint64_t flags, address;
    } fault;
    struct {
      uint64_t start, end;
    } range;
    uint64_t room[3];
  } about;
};
_Static_assert(sizeof(struct uffd_message) == 32, "a message has 32 bytes");

/** A new userfaultfd that never waits in read(), or -1 and errno. */
int uffd_open(void);

#endif
