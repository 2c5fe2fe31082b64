// SPDX-License-Identifier: GPL-2.0-only
// Accesses that may fail. A signal handler jumps out of the instruction that raised the signal.

#include "access.h"

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "out.h"
#include "say.h"

enum { LIMIT_US = 40000 };

static __thread struct {
  sigjmp_buf out;
  /** Whether an access is under way. */
  volatile sig_atomic_t armed;
  volatile int signal, code;
} attempt;

static void on_signal(int number, siginfo_t *about, void *context)
{
  (void)context;
  if (attempt.armed) {
    attempt.armed = 0;
    attempt.signal = number;
    attempt.code = about->si_code;
    siglongjmp(attempt.out, 1);
  }
  // The timer may strike just before or after the access.
  if (number == SIGALRM) return;
  static const char sentence[] = "recorder: The recorder itself hit a bad address; "
                                 "a raw address or length took memory from it.\n";
  if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0) _exit(EX_IOERR);
  _exit(EX_SOFTWARE);
}

void access_prepare(void)
{
  // SA_NODEFER, because the handler is left by a jump and the signal must stay deliverable.
  struct sigaction action = { .sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_NODEFER };
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, NULL);
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGALRM, &action, NULL);
}

/** Strikes again and again, in case the first time is just before the access. */
static void set_timer(long us)
{
  const struct itimerval timer = {
    .it_value = { .tv_usec = us },
    .it_interval = { .tv_usec = us },
  };
  setitimer(ITIMER_REAL, &timer, NULL);
}

static long faults_so_far(void)
{
  struct rusage usage;
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_minflt + usage.ru_majflt;
}

/** The access itself, alone in a function: nothing that is kept in a register crosses the jump. */
static void __attribute__((noinline)) attempt_access(volatile char *at, struct access *access)
{
  if (sigsetjmp(attempt.out, 0) != 0) return;
  attempt.armed = 1;
  if (access->writing)
    *at = (char)access->value;
  else
    access->value = *at & 0xff;
  attempt.armed = 0;
}

static struct access make_access(char *at, struct access access, bool limited)
{
  attempt.signal = attempt.code = 0;
  if (limited) set_timer(LIMIT_US);
  const long before = faults_so_far();
  attempt_access(at, &access);
  access.faults = faults_so_far() - before;
  if (limited) set_timer(0);
  access.signal = attempt.signal;
  access.code = attempt.code;
  return access;
}

struct access access_read(char *at, bool limited)
{
  return make_access(at, (struct access){ .writing = false }, limited);
}

struct access access_write(char *at, int byte, bool limited)
{
  return make_access(at, (struct access){ .writing = true, .value = byte }, limited);
}

static const char *code_name(const struct access *access)
{
  static const struct {
    int signal, code;
    const char *name;
  } names[] = {
    { SIGBUS, BUS_ADRERR, "adrerr" },   { SIGBUS, BUS_MCEERR_AR, "mceerr_ar" },
    { SIGBUS, BUS_OBJERR, "objerr" },   { SIGSEGV, SEGV_MAPERR, "maperr" },
    { SIGSEGV, SEGV_ACCERR, "accerr" },
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].signal == access->signal && names[i].code == access->code) return names[i].name;
  return "?";
}

void out_access(const struct access *access)
{
  if (access->signal == SIGALRM) {
    out("{\"a\":\"blocked\"}");
  } else if (access->signal != 0) {
    out("{\"a\":\"%s\",\"code\":\"%s\"}", access->signal == SIGBUS ? "sigbus" : "segv",
        code_name(access));
  } else {
    out("{\"a\":\"ok\"");
    if (!access->writing) out(",\"v\":%d", access->value);
    out(",\"flt\":%ld}", access->faults);
  }
}
