// Fills without waking, notes the range that was touched, and wakes once at the end of a run.

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
  UFFD_EVENT_UNMAP,
  UFFDIO_COPY_MODE_DONTWAKE,
  UFFDIO_ZEROPAGE_MODE_DONTWAKE,
  uffd_read,
  uffdio_copy,
  uffdio_unregister,
  uffdio_wake,
  uffdio_zeropage,
} from "@faultline/core";

interface piece {
  readonly at: number;
  readonly src: number | null;
}

class Migration {
  readonly m: migration;
  readonly open = new Set<number>();
  readonly waiters = new Set<number>();
  todo: piece[] = [];
  over = false;
  error = 0;
  low = Number.POSITIVE_INFINITY;
  high = 0;

  constructor(m: migration) {
    this.m = m;
    for (let at = m.start as number; at < m.start + m.len; at += PAGE_SIZE) this.open.add(at);
  }

  listen(): boolean {
    const message = uffd_read(this.m.uffd);
    if (message === null) return false;
    const { event, address, start, end } = message;
    if (event === UFFD_EVENT_PAGEFAULT) this.fault(address - (address % PAGE_SIZE));
    else for (let at = start; at < end; at += PAGE_SIZE) this.lose(at, event === UFFD_EVENT_UNMAP);
    return true;
  }

  fault(at: number): void {
    if (!this.open.has(at)) this.todo.push({ at, src: null });
    else if (!this.waiters.has(at)) request_page(this.m.socket, at - this.m.start);
    this.waiters.add(at);
  }

  lose(at: number, unmapped: boolean): void {
    this.todo = this.todo.filter((one) => one.at !== at);
    this.open.delete(at);
    // Zeros for who waits; and whoever waits for what is not mapped learns it by being woken.
    if (this.waiters.has(at) && !unmapped) this.todo.push({ at, src: null });
    if (unmapped) this.note(at);
  }

  receive(): void {
    for (let one = recv_page(this.m.socket); one !== null; one = recv_page(this.m.socket))
      this.split(one);
  }

  split({ offset, len, addr, zero }: packet): void {
    for (let i = 0; i < len; i += PAGE_SIZE) {
      const at = this.m.start + offset + i;
      const known = this.todo.some((piece) => piece.at === at);
      if (this.open.has(at) && !known) this.todo.push({ at, src: zero ? null : addr + i });
    }
  }

  /** Fills the next piece. Returns whether there was one, and it is done with. */
  step(): boolean {
    const [piece] = this.todo;
    if (piece === undefined) return false;
    const { at, src } = piece;
    const { uffd } = this.m;
    const done =
      src === null
        ? uffdio_zeropage(uffd, at, PAGE_SIZE, UFFDIO_ZEROPAGE_MODE_DONTWAKE)
        : uffdio_copy(uffd, at, src, PAGE_SIZE, UFFDIO_COPY_MODE_DONTWAKE);
    if (done < 0 && ![-EEXIST, -ENOENT].includes(done)) {
      this.error = done;
      return false;
    }
    this.todo.shift();
    this.open.delete(at);
    this.note(at);
    return true;
  }

  note(at: number): void {
    this.waiters.delete(at);
    this.low = Math.min(this.low, at);
    this.high = Math.max(this.high, at + PAGE_SIZE);
  }

  wake(): void {
    if (this.high > this.low) uffdio_wake(this.m.uffd, this.low, this.high - this.low);
    this.low = Number.POSITIVE_INFINITY;
    this.high = 0;
  }

  run(): number {
    if (this.over) {
      while (this.listen());
      return this.error;
    }
    this.receive();
    for (let again = true; again; ) {
      again = false;
      while (this.listen()) again = true;
      this.error = 0;
      while (this.step());
      again &&= this.error === -EAGAIN;
    }
    this.wake();
    if (this.error === -EAGAIN) return 0;
    this.over = this.error !== 0;
    if (this.open.size === 0 && this.todo.length === 0 && !this.over) {
      this.over = true;
      uffdio_unregister(this.m.uffd, this.m.start, this.m.len);
    }
    return this.error;
  }
}

let one: Migration | undefined;

export function pager(m: migration): number {
  one ??= new Migration(m);
  return one.run();
}
