#define _GNU_SOURCE
#include "CWidth.h"
#include <locale.h>
#include <pthread.h>
#include <wchar.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t utf8;

static void load(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int cwidth_of(uint32_t scalar) {
  pthread_once(&once, load);
  /* wcwidth has no variant that takes a locale; switching this thread's is a pointer write. */
  locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
  int width = wcwidth((wchar_t)scalar);
  if (before) uselocale(before);
  return width;
}
