#ifndef CNCURSES_H
#define CNCURSES_H
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncursesw/ncurses.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

/* ---- ncurses: what Swift cannot import (variables, cast macros, variadic functions, files) ---- */

typedef struct cn_screen cn_screen;

/// ncurses for a terminal type, writing to a descriptor of ours that need not be a terminal. The one opened last is the
/// one that all of ncurses' calls mean. NULL if the terminal type is not described on this machine.
cn_screen *cn_screen_open(const char *terminal_type, int output);
void cn_screen_close(cn_screen *screen);
WINDOW *cn_stdscr(void);
WINDOW *cn_curscr(void);
int cn_colors(void);
int cn_color_pairs(void);

static const attr_t CN_BOLD = A_BOLD, CN_DIM = A_DIM, CN_REVERSE = A_REVERSE, CN_UNDERLINE = A_UNDERLINE,
                    CN_ITALIC = A_ITALIC;

/// Fills one cell: a base, its marks up to the first zero, attributes, colour pair. False if ncurses refuses it.
bool cn_cell_make(cchar_t *cell, uint32_t base, const uint32_t marks[4], attr_t attributes, int pair);
/// The terminal type's string for a capability, or NULL.
const char *cn_capability(const char *name);
/// Same with two numbers put in, as `cup` and `csr` need; NULL if it lacks it. Valid until the next call.
const char *cn_capability_with(const char *name, int first, int second);

/* ---- the terminal's own modes ---- */

/// The modes that the dashboard works in, made from the operator's: each key at once, no echo, nothing changed on the
/// way out. Control-C is a key; Control-Z and Control-\\ stay signals.
struct termios cn_modes_for_keys(const struct termios *saved);

/* ---- the guard: the terminal given back when the process dies ---- */

/// Remembers what gives the terminal back and, from the first call on, catches what kills the process.
/// `bytes` go to the output, `saved` are the input's modes. Returns false if the bytes are too many.
bool cn_guard_arm(int output, int input, const struct termios *saved, const void *bytes, size_t count);
/// Standard error as it really is, and where it was pointed to meanwhile, to be replayed; -1 for none.
void cn_guard_capture(int real_error, int captured);
void cn_guard_disarm(void);
/// Copies the end of what was captured to where standard error really goes. Async-signal-safe.
void cn_replay(int captured, int real_error);

/* ---- signals and descriptors that the Glibc module does not show ---- */

/// Blocks INT, TERM, HUP, TSTP, CONT and WINCH in this thread and those it starts.
void cn_signals_block(void);
/// A descriptor from which the blocked signals are read; -1 with errno.
int cn_signals_open(void);
/// The next signal that waits, 0 if there is none.
int cn_signals_next(int descriptor);
/// Stops this process as SIGTSTP does by default; returns once it goes on.
void cn_stop_here(void);
/// Asks for the processor in turns of a tenth of a millisecond for this thread, not for those that it starts. Linux
/// (from 6.12 on; others do not mind) then lets it in between the longer turns of others at once when it wakes.
void cn_ask_for_short_turns(void);
int cn_eventfd(void);
/// A file in memory, -1 with errno.
int cn_memory_file(const char *name);
bool cn_window_size(int terminal, int *columns, int *rows);

/* ---- for tests ---- */

/// A capability with nine numbers put in, as `sgr` needs. Valid until the next call.
const char *cn_test_capability_with(const char *name, const int numbers[9]);
/// Whether the terminal type has a yes-or-no capability.
bool cn_test_flag(const char *name);
/// A pseudo-terminal; false with errno.
bool cn_test_openpty(int *master, int *terminal, int columns, int rows);
void cn_test_set_window_size(int terminal, int columns, int rows);
#endif
