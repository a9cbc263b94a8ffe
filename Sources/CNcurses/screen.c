#include "CNcurses.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

struct cn_screen {
  SCREEN *screen;
  FILE *output;
  FILE *input;
};

static void let_pass(int signal) { (void)signal; }

/* While it writes, ncurses has SIGTSTP ignored, and the kernel then throws away one that waits for us, blocked. Where
   somebody else handles the signal it leaves it alone. */
static void keep_stops(void) {
  struct sigaction now, ours = {.sa_handler = let_pass, .sa_flags = SA_RESTART};
  if (sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler == SIG_DFL) sigaction(SIGTSTP, &ours, NULL);
}

cn_screen *cn_screen_open(const char *terminal_type, int output) {
  cn_screen *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  int descriptor = dup(output);
  made->output = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  made->input = fopen("/dev/null", "re");
  keep_stops();
  if (made->output && made->input) made->screen = newterm(terminal_type, made->output, made->input);
  if (made->screen) return made;
  cn_screen_close(made);
  return NULL;
}

void cn_screen_close(cn_screen *screen) {
  if (screen->screen) delscreen(screen->screen);
  if (screen->output) fclose(screen->output);
  if (screen->input) fclose(screen->input);
  free(screen);
}

WINDOW *cn_stdscr(void) { return stdscr; }
WINDOW *cn_curscr(void) { return curscr; }
int cn_colors(void) { return COLORS; }
int cn_color_pairs(void) { return COLOR_PAIRS; }

bool cn_cell_make(cchar_t *cell, uint32_t base, const uint32_t marks[4], attr_t attributes, int pair) {
  wchar_t text[CCHARW_MAX + 1] = {(wchar_t)base};
  for (int i = 0; i < CCHARW_MAX - 1 && marks[i]; i++) text[i + 1] = (wchar_t)marks[i];
  /* The pair that the pointer names goes before the short one, which a large number would not fit. */
  return setcchar(cell, text, attributes, 0, &pair) == OK;
}

const char *cn_capability(const char *name) {
  const char *text = tigetstr((char *)name);
  return text == (const char *)-1 ? NULL : text;
}

const char *cn_capability_with(const char *name, int first, int second) {
  const char *text = cn_capability(name);
  return text ? tparm((char *)text, first, second) : NULL;
}

const char *cn_test_capability_with(const char *name, const int n[9]) {
  const char *text = cn_capability(name);
  return text ? tparm((char *)text, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]) : NULL;
}

bool cn_test_flag(const char *name) { return tigetflag((char *)name) > 0; }

struct termios cn_modes_for_keys(const struct termios *saved) {
  struct termios modes = *saved;
  modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON);
  modes.c_oflag &= ~(tcflag_t)OPOST;
  modes.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN);
  modes.c_lflag |= ISIG;
  modes.c_cc[VINTR] = _POSIX_VDISABLE;
  modes.c_cc[VMIN] = 1;
  modes.c_cc[VTIME] = 0;
  return modes;
}
