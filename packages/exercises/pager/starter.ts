// Your file. Fill the holes; each TODO() throws until you have replaced it.

import {
  EAGAIN,
  EEXIST,
  ENOENT,
  type migration,
  PAGE_SIZE,
  type packet,
  recv_page,
  request_page,
  UFFD_EVENT_PAGEFAULT,
  UFFD_EVENT_REMOVE,
  UFFD_EVENT_UNMAP,
  uffd_read,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_zeropage,
} from "@faultline/core";

function TODO(what: string): never {
  throw new Error(`Still to be written: ${what}`);
}

// What you know of the migration from one run to the next belongs here, in variables outside of the function.

/**
 * Moves a region of a program's memory here from another host, while the program runs. Called again and again, by a
 * thread of that program; does all that there is to do now, and returns. It never waits.
 *
 * What comes in:
 *   uffd_read(m.uffd)    the next message, or null
 *     UFFD_EVENT_PAGEFAULT  a thread sleeps, as the page at `address` is missing. A page that you have filled is missing
 *                           again only if the program has thrown it away: then it is zeros
 *     UFFD_EVENT_REMOVE     the program throws away [start, end): from now on that is zeros, whatever the source has
 *     UFFD_EVENT_UNMAP      [start, end) is not mapped any more
 *                           A thread that gives memory up sleeps until you have read its message, even after the end
 *   recv_page(m.socket)  the next packet, or null: `len` bytes that belong at `offset` in the region, now at `addr`;
 *                        `zero` if all of them are 0. The source sends each page in the end; what you ask for it sends
 *                        first, and perhaps once more as a part of a longer packet
 *
 * What you can do, with addresses and lengths in bytes, whole pages:
 *   request_page(m.socket, offset)         asks for one page out of turn
 *   uffdio_copy(m.uffd, dst, src, len, 0)  fills missing pages with bytes, and wakes who waits for them
 *   uffdio_zeropage(m.uffd, dst, len, 0)   the same with zeros, which take no memory
 *   uffdio_wake(m.uffd, start, len)        only wakes: who slept tries again
 *   uffdio_unregister(m.uffd, start, len)  faults there are not reported any more; the kernel handles them with zeros
 *
 * What a fill returns: how many bytes it has filled from `dst` on, perhaps fewer than `len`. Or, with nothing done:
 *   -EEXIST  the first page is there already, by somebody else's doing; nobody was woken
 *   -EAGAIN  not now: the program is changing its mappings. Until you have read what it says about that, not at all
 *   -ENOENT  the range is not all mapped in one piece, and watched
 *   -ESRCH   the program has ended
 *   and others, which will not go away either
 *
 * @param m  `uffd`, `socket`; `start`, an address, and `len`, in bytes: the region
 * @returns 0, or a negative errno: it gives up, and later runs do no more than read what there is to be read
 */
export function pager(m: migration): number {
  TODO("listen: who waits, and what has been given up");
  TODO("ask the source for what somebody waits for");
  TODO("receive, and put in what has come");
  TODO("give the region back when nothing is still to come");
}
