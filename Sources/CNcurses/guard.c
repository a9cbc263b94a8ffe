#define _GNU_SOURCE
#include "CNcurses.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Everything a handler touches lies here, filled before `armed` is set. */
static volatile sig_atomic_t armed;
static int output_fd = -1, input_fd = -1, real_error_fd = -1, captured_fd = -1;
static struct termios saved_modes;
static char restore_bytes[1024];
static size_t restore_count;

static const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGQUIT};
enum { deadly_count = sizeof deadly / sizeof deadly[0], replay_limit = 65536 };
static struct sigaction before[deadly_count];
static bool chains;

void cn_replay(int captured, int real_error) {
  struct stat info;
  if (fstat(captured, &info) != 0) return;
  off_t at = info.st_size > replay_limit ? info.st_size - replay_limit : 0;
  char part[4096];
  ssize_t count;
  while ((count = pread(captured, part, sizeof part, at)) > 0) {
    if (write(real_error, part, (size_t)count) < 0) return;
    at += count;
  }
}

static void restore(void) {
  if (!armed) return;
  armed = 0;
  int error = errno;
  ssize_t written = write(output_fd, restore_bytes, restore_count);
  (void)written;
  /* Not TCSADRAIN: on a terminal that is gone it may wait for ever. */
  tcsetattr(input_fd, TCSANOW, &saved_modes);
  if (captured_fd >= 0 && real_error_fd >= 0) {
    cn_replay(captured_fd, real_error_fd);
    dup2(real_error_fd, STDERR_FILENO);
  }
  errno = error;
}

static void die(int number, siginfo_t *info, void *context) {
  (void)context;
  restore();
  struct sigaction next = {.sa_handler = SIG_DFL};
  for (int i = 0; chains && i < deadly_count; i++)
    if (deadly[i] == number) next = before[i];
  sigaction(number, &next, NULL);
  /* A fault happens again by itself when the instruction is repeated; what was sent must be sent again. */
  if (info->si_code <= 0 || number == SIGABRT || number == SIGQUIT) raise(number);
}

/* At an ordinary exit what was printed but not yet written is still to come. */
static void restore_at_exit(void) {
  if (armed) fflush(NULL);
  restore();
}

static void install(void) {
  static bool installed;
  if (installed) return;
  installed = true;
  /* Swift's own handler asks the terminal whether to start a debugger, and an unattended session would wait for ever:
     it gets its turn only where it was told not to ask. */
  const char *backtrace = getenv("SWIFT_BACKTRACE");
  chains = backtrace && strstr(backtrace, "interactive=no");
  /* For a stack overflow of this thread; the other threads keep their own stack for signals. */
  static char stack[65536];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
  struct sigaction action = {.sa_sigaction = die, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &action, &before[i]);
  atexit(restore_at_exit);
}

bool cn_guard_arm(int output, int input, const struct termios *saved, const void *bytes, size_t count) {
  if (count > sizeof restore_bytes) return false;
  armed = 0;
  output_fd = output;
  input_fd = input;
  saved_modes = *saved;
  memcpy(restore_bytes, bytes, count);
  restore_count = count;
  install();
  armed = 1;
  return true;
}

void cn_guard_capture(int real_error, int captured) {
  real_error_fd = real_error;
  captured_fd = captured;
}

void cn_guard_disarm(void) { armed = 0; }
