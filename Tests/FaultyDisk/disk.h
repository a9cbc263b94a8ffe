#ifndef DISK_H
#define DISK_H

#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>

#include "faulty_disk.h"

// A file's content, whatever name it has at the moment.
typedef struct fd_content {
  unsigned char *bytes;
  size_t size;
} fd_content;

typedef struct fd_inode {
  char *name;
  // What it held, safely, when it was first seen.
  fd_content base;
  // It was there before anything was numbered.
  bool is_old;
  struct fd_inode *next;
  int number;
} fd_inode;

typedef struct fd_step {
  enum fd_kind kind;
  fd_inode *inode;
  long long offset;
  fd_content data;
  // A new file's first appearance, a deletion that is to last, a sync that makes the folder's entries last.
  bool is_new, syncs_folder;
  // Only half of it happened, or nothing.
  bool failed;
  char *words;
} fd_step;

struct fd_disk {
  char *folder;
  pthread_mutex_t lock;
  fd_inode *inodes;
  int inode_count;
  fd_step *steps;
  int count, room;
  int fail_first, fail_count, failures;
  bool fail_full;
  struct fd_disk *next;
};

// The disk that watches a path, or NULL.
fd_disk *fd_disk_of(const char *path);

// The file of a path, with what it holds now as its base when it was not known.
fd_inode *fd_inode_of(fd_disk *disk, const char *path, bool *is_new);

// A name is free again.
void fd_forget_name(fd_disk *disk, const char *path);

// Notes a step and returns whether it is to fail.
bool fd_note(fd_disk *disk, fd_step step, const void *data, size_t size);

fd_content fd_read_file(const char *path);

#endif
