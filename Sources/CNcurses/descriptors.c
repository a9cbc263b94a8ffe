#define _GNU_SOURCE
#include "CNcurses.h"
#include <errno.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

static sigset_t ours(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGTSTP);
  sigaddset(&set, SIGCONT);
  sigaddset(&set, SIGWINCH);
  return set;
}

void cn_signals_block(void) {
  sigset_t set = ours();
  pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int cn_signals_open(void) {
  sigset_t set = ours();
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int cn_signals_next(int descriptor) {
  struct signalfd_siginfo info;
  return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

void cn_stop_here(void) {
  struct sigaction plain = {.sa_handler = SIG_DFL}, before;
  sigaction(SIGTSTP, &plain, &before);
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  kill(getpid(), SIGTSTP);
  /* It waits, blocked in every thread; here it is let in, and here the process goes on. */
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
}

void cn_ask_for_short_turns(void) {
  /* Whoever started the program under another policy wants that one. */
  if (sched_getscheduler(0) != SCHED_OTHER) return;
  /* As the kernel has it; no header of this C library does. */
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
  } wish = {.size = sizeof wish, .policy = SCHED_OTHER, .flags = 1 /* not inherited */, .runtime = 100 * 1000};
  errno = 0;
  wish.nice = getpriority(PRIO_PROCESS, 0);
  if (errno == 0) syscall(SYS_sched_setattr, 0, &wish, 0);
}

int cn_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
int cn_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

bool cn_window_size(int terminal, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) != 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

bool cn_test_openpty(int *master, int *terminal, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return openpty(master, terminal, NULL, NULL, &size) == 0;
}

void cn_test_set_window_size(int terminal, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(terminal, TIOCSWINSZ, &size);
}
