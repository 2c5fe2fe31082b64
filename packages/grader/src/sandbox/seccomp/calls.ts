// The system calls that the child may make: memory, threads of its own, clocks, and reading what is there to be read.
// Not here, and so refused: sockets, signals to others, new processes, anything that writes a file or changes a name.

export type architecture = "x64" | "arm64";

/** A call is allowed if these bits of an argument have one of these values. */
export interface condition {
  readonly argument: number;
  readonly bits: number;
  readonly values: readonly number[];
}

export interface allowed_call {
  readonly name: string;
  /** Its number; null where the architecture has no such call. */
  readonly x64: number | null;
  readonly arm64: number | null;
  readonly condition?: condition;
}

const ALL_BITS = 0xffffffff;

/** O_ACCMODE, O_CREAT and O_TRUNC: none of them, so files are read and that is all. */
const reading: condition = { argument: 2, bits: 0x3 | 0x40 | 0x200, values: [0] };
/** CLONE_VM and CLONE_THREAD, both: a thread, and no process. */
const thread: condition = { argument: 0, bits: 0x10100, values: [0x10100] };
/** F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC. */
const descriptor: condition = { argument: 1, bits: ALL_BITS, values: [1, 2, 3, 4, 1030] };
/** TCGETS, TIOCGWINSZ, FIONBIO, FIOCLEX: is it a terminal, and how does it wait. */
const device: condition = {
  argument: 1,
  bits: ALL_BITS,
  values: [0x5401, 0x5413, 0x5421, 0x5451],
};
/** PR_SET_NAME and PR_SET_VMA: names for threads and memory. */
const naming: condition = { argument: 0, bits: ALL_BITS, values: [15, 0x53564d41] };

const conditions: Readonly<Record<string, condition>> = {
  openat: reading,
  clone: thread,
  fcntl: descriptor,
  ioctl: device,
  prctl: naming,
};

/** Name, number on x64, number on arm64. execve is what starts Node, and there is nothing else to start. */
const table = `
read 0 63          write 1 64         close 3 57          stat 4 -            fstat 5 80          lstat 6 -
poll 7 -           lseek 8 62         mmap 9 222          mprotect 10 226     munmap 11 215       brk 12 214
rt_sigaction 13 134                   rt_sigprocmask 14 135                   rt_sigreturn 15 139 ioctl 16 29
pread64 17 67      readv 19 65        writev 20 66        access 21 -         sched_yield 24 124  mremap 25 216
madvise 28 233     dup 32 23          dup2 33 -           nanosleep 35 101    getpid 39 172       clone 56 220
execve 59 221      exit 60 93         uname 63 160        fcntl 72 25         getcwd 79 17        readlink 89 -
gettimeofday 96 169                   getrlimit 97 163    getrusage 98 165    sysinfo 99 179      getuid 102 174
getgid 104 176     geteuid 107 175    getegid 108 177     getppid 110 173     capget 125 90       sigaltstack 131 132
prctl 157 167      arch_prctl 158 -   gettid 186 178      time 201 -          futex 202 98        sched_getaffinity 204 123
set_tid_address 218 96                restart_syscall 219 128                 clock_gettime 228 113
clock_getres 229 114                  clock_nanosleep 230 115                 exit_group 231 94   epoll_wait 232 -
epoll_ctl 233 21   openat 257 56      newfstatat 262 79   readlinkat 267 78   faccessat 269 48    ppoll 271 73
set_robust_list 273 99                epoll_pwait 281 22  eventfd2 290 19     epoll_create1 291 20
dup3 292 24        pipe2 293 59       prlimit64 302 261   getrandom 318 278   membarrier 324 283  statx 332 291
rseq 334 293       faccessat2 439 439`;

function number(text: string | undefined): number | null {
  return text === "-" || text === undefined ? null : Number(text);
}

export const allowed_calls: readonly allowed_call[] = [
  ...table.matchAll(/(\w+) (\d+|-) (\d+|-)/g),
].map(([, name = "", x64, arm64]) => {
  const condition = conditions[name];
  const call = { name, x64: number(x64), arm64: number(arm64) };
  return condition === undefined ? call : { ...call, condition };
});

/** Its flags lie in memory, where no filter can look: the C library falls back to clone when it is told there is none. */
export const CLONE3 = 435;
