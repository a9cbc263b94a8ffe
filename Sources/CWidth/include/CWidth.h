#ifndef CWIDTH_H
#define CWIDTH_H
#include <stdint.h>
/// Columns that glibc gives a scalar in its UTF-8 locale: 0, 1, 2, or -1 where it knows none.
/// ncurses and the operator's terminal multiplexer ask the same table, so all of us agree.
int cwidth_of(uint32_t scalar);
#endif
