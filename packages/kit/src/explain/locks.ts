// Rules about locks, about waiting, and about what other CPUs may see meanwhile.

import type { rule_name } from "../rules.ts";
import type { chapter, explanation } from "./types.ts";

const corrupted_flags: chapter = {
  version: "UFFDIO_COPY on tmpfs while it was new, 2017",
  by: "Andrea Arcangeli",
  on: "2017-01-16",
  said: "The mark for defined contents was set without atomicity on a page that others could find, and wiped out the lock bit of somebody else: a waiter was never woken. It has to be set while the page is still private.",
};

type part = Readonly<Record<string, explanation>>;

const holding = {
  "lock-leak": {
    says: "Every lock that a call takes it gives back before it returns.",
    why: "The next one who needs the lock waits for somebody who has gone. With a spinlock that is a processor that does nothing else any more.",
    look: "One lock, one way out. How many returns stand between the two?",
    kernel: "WARNING: lock held when returning to user space!",
    history: [],
    terms: ["ptl", "mmap_lock"],
  },
  "lock-not-held": {
    says: "What a lock guards is only touched while that lock is held.",
    why: "Two CPUs that change the same thing at once each undo what the other has done. It goes well a thousand times, and then it does not.",
    look: "Which lock guards this, and on which line is it taken?",
    kernel: "a WARNING of lockdep_assert_held(), where the kernel has been built to check",
    history: [],
    terms: ["ptl", "info->lock"],
  },
  "unlock-not-held": {
    says: "Only a lock that is held is given back.",
    why: "The lock may be somebody else's by then: two are inside that should be alone, and neither knows.",
    look: "Which way leads to the unlock without having passed the lock, or passes the unlock twice?",
    kernel: "WARNING: bad unlock balance detected!",
    history: [],
    terms: ["ptl"],
  },
  deadlock: {
    says: "Nobody waits for a lock that he holds himself.",
    why: "He waits for ever. So does everybody who needs what he holds, and nothing on the screen says why.",
    look: "Which of the functions that you call takes the lock that you have taken?",
    kernel: "WARNING: possible recursive locking detected",
    history: [],
    terms: ["page lock", "ptl"],
  },
  "lock-order": {
    says: "Two locks are taken in the same order everywhere.",
    why: "One CPU holds the first and waits for the second, another holds the second and waits for the first. It takes the right moment, and then both stand still.",
    look: "In which order does the kernel take these two where it is not you?",
    kernel: "WARNING: possible circular locking dependency detected",
    history: [],
    terms: ["info->lock", "ptl"],
  },
} satisfies part;

const seeing = {
  "data-race": {
    says: "alloced and i_blocks are written while info->lock is held.",
    why: "To add one is to read, to add, and to write. Two CPUs that do it at once have added one together, and the file has a page that it never paid for.",
    look: "Which lock stands around the line that changes the count?",
    kernel: "BUG: KCSAN: data-race, where the kernel has been built to look for them",
    history: [],
    terms: ["info->lock", "alloced"],
  },
  "unsafe-flag-write": {
    says: "Flags of a page that others can find are changed atomically.",
    why: "The functions with two underscores read all flags and write them back. A bit that another CPU sets in between is gone, such as the lock that it has just taken.",
    look: "From which line on can others find the page? What is set with two underscores behind it?",
    kernel: "BUG: KCSAN: data-race, where the kernel has been built to look for them",
    history: [corrupted_flags],
    terms: ["page lock", "uptodate"],
  },
} satisfies part;

const waiting = {
  "sleep-in-atomic": {
    says: "Nothing that may sleep is called under a spinlock, or between kmap_atomic() and kunmap_atomic().",
    why: "Who sleeps leaves the processor to somebody else. That somebody may spin for the very lock that the sleeper holds, and then neither of them goes on.",
    look: "Which of your calls can wait for memory, for a page lock or for a fault, and what is held there?",
    kernel: "BUG: sleeping function called from invalid context",
    history: [],
    terms: ["ptl", "page lock"],
  },
  "fault-under-mmap-lock": {
    says: "The program's memory is not faulted in while the mmap lock is held.",
    why: "The fault takes the same lock for reading. With a writer waiting in between, the second reader waits for the writer, and the writer for the first: nobody ever goes on. That is why a copy that finds its source missing goes back and tries again without locks.",
    look: "Where is the copy made that may fault, and which locks have been let go by then?",
    kernel: "WARNING: possible recursive locking detected",
    history: [],
    terms: ["mmap_lock", "fault", "retry"],
  },
  "kmap-leak": {
    says: "What kmap_atomic() maps is unmapped before the call returns.",
    why: "Between the two nothing may sleep on this processor. That goes on for as long as the page stays mapped, long after the call has returned.",
    look: "Which way out leaves between the two, such as the one of a copy that comes up short?",
    kernel: "BUG: scheduling while atomic, the next time that anything sleeps",
    history: [],
    terms: ["page frame"],
  },
  "kmap-order": {
    says: "What was mapped last by kmap_atomic() is unmapped first, by its own address.",
    why: "The mappings of a processor are a stack. Unmapped in another order, the wrong one goes, and its user writes to whatever comes to lie there.",
    look: "Is the argument of kunmap_atomic() what kmap_atomic() has returned?",
    kernel: null,
    history: [],
    terms: ["page frame"],
  },
} satisfies part;

export const locks: Readonly<Record<rule_name<"locks">, explanation>> = {
  ...holding,
  ...seeing,
  ...waiting,
};
