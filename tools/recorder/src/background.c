// SPDX-License-Identifier: GPL-2.0-only
// The second thread sleeps until there is something to do, so that it costs no scenario a page or a
// fault.

#include "background.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "access.h"
#include "host.h"
#include "out.h"
#include "say.h"

// Its stack is resident from the start, so it is small.
enum { STACK = 256 << 10 };

static struct {
  sem_t start;
  atomic_bool done;
  bool busy;
  enum background_kind kind;
  char *at;
  size_t length;
  int byte;
  struct access access;
  int returned, error;
} job;

static int call(void)
{
  switch (job.kind) {
  case BG_DONTNEED: return madvise(job.at, job.length, MADV_DONTNEED);
  case BG_REMOVE: return madvise(job.at, job.length, MADV_REMOVE);
  default: return munmap(job.at, job.length);
  }
}

static void do_job(void)
{
  if (job.kind == BG_READ) {
    job.access = access_read(job.at, false);
  } else if (job.kind == BG_WRITE) {
    job.access = access_write(job.at, job.byte, false);
  } else {
    job.returned = call();
    job.error = errno;
  }
}

static void *work(void *nothing)
{
  for (;;) {
    while (sem_wait(&job.start) != 0) continue;
    do_job();
    atomic_store(&job.done, true);
  }
  return nothing;
}

void background_prepare(void)
{
  pthread_t thread;
  pthread_attr_t attributes;
  sigset_t timer, before;
  sem_init(&job.start, 0, 0);
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK);
  // The timer that ends a waiting access is the first thread's.
  sigemptyset(&timer);
  sigaddset(&timer, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &timer, &before);
  if (pthread_create(&thread, &attributes, work, NULL) != 0)
    give_up(EX_OSERR, "A second thread cannot be started.");
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  // Lets it reach its first sleep, and take whatever faults that needs.
  sleep_ms(20);
}

void background_start(enum background_kind kind, char *at, size_t length, int byte)
{
  job.kind = kind;
  job.at = at;
  job.length = length;
  job.byte = byte;
  job.busy = true;
  atomic_store(&job.done, false);
  sem_post(&job.start);
}

bool background_is_busy(void)
{
  return job.busy;
}

bool background_is_done(void)
{
  return atomic_load(&job.done);
}

void background_wait(long ms)
{
  for (long i = 0; i < ms && !background_is_done(); i++) sleep_ms(1);
}

void out_background(void)
{
  if (!background_is_done()) {
    out("{\"bg\":\"blocked\"}");
    return;
  }
  job.busy = false;
  out("{\"bg\":\"done\",\"res\":");
  if (job.kind == BG_READ || job.kind == BG_WRITE)
    out_access(&job.access);
  else
    out_result(job.returned, job.error);
  out("}");
}

void background_forget(void)
{
  job.busy = false;
}
