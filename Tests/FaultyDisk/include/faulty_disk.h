#ifndef FAULTY_DISK_H
#define FAULTY_DISK_H

// A disk for tests that numbers what SQLite does on it, and that can fail, and remember, at any of these points.
//
// It stands before the system's own SQLite file layer. Files below a watched folder are worked on as usual, and every
// step is noted with its content, so that afterwards the folder can be made anew as it would be found had the process
// been killed, or the power been lost, at any point. Other steps of a test, such as those of a network, may be numbered
// among them by `fd_mark`.
//
// What it takes for granted: a write beside others in one sector does not damage them; a sector of 512 bytes is written
// or not; the first sync of a new log makes its folder's entries last, as the system's file layer does. The shared
// memory beside a log is no file to it: whoever opens a database alone makes it anew.

#include <stdbool.h>
#include <stdint.h>

typedef struct fd_disk fd_disk;

/// What a point was.
enum fd_kind {
  FD_OPEN,
  FD_READ,
  FD_WRITE,
  FD_TRUNCATE,
  FD_SYNC,
  FD_DELETE,
  FD_SHARED_MAP,
  FD_SHARED_LOCK,
  FD_MARK,
};

/// What an image leaves of the writes that no sync had followed yet.
enum fd_loss {
  /// All of them: the process is gone, the system is not.
  FD_KILLED,
  /// None.
  FD_DROPPED,
  /// Some, by sectors, chosen by a seed; of the step that was under way too.
  FD_REORDERED,
};

/// Puts itself before the system's file layer, once for the process.
bool fd_install(void);

/// Begins to number what happens below a folder (an absolute path without a slash at its end).
fd_disk *fd_watch(const char *folder);

/// Forgets it. Nothing below the folder may be open any more.
void fd_unwatch(fd_disk *disk);

/// How many points there were.
int fd_points(fd_disk *disk);

/// Numbers a step that is none of the disk's. Returns whether it is to fail.
bool fd_mark(fd_disk *disk, const char *what);

enum fd_kind fd_kind_at(fd_disk *disk, int point);

/// Whether the folder, or what is known beyond it, differs after a point from before it.
bool fd_changes_at(fd_disk *disk, int point);

/// Words for a point. The text lives as long as the disk.
const char *fd_words_at(fd_disk *disk, int point);

/// Lets `count` points from `first` on fail. A failing write writes half. With `full` writes fail for want of room.
void fd_fail(fd_disk *disk, int first, int count, bool full);

/// How many points have failed.
int fd_failures(fd_disk *disk);

/// Makes `folder` as the watched one would be found had everything ended just before `point`. `digest` becomes a number
/// by which equal folders are known. False when the folder cannot be made.
bool fd_image(fd_disk *disk, int point, enum fd_loss loss, uint64_t seed, const char *folder, uint64_t *digest);

/// What SQLite says about a database file: NULL when it is sound, else a sentence that the caller frees.
char *fd_unsound(const char *file);

#endif
