#include "disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t registry = PTHREAD_MUTEX_INITIALIZER;
static fd_disk *disks = NULL;

fd_disk *fd_watch(const char *folder) {
  fd_disk *disk = calloc(1, sizeof *disk);
  if (disk == NULL) abort();
  disk->folder = strdup(folder);
  disk->fail_first = -1;
  pthread_mutex_init(&disk->lock, NULL);
  pthread_mutex_lock(&registry);
  disk->next = disks;
  disks = disk;
  pthread_mutex_unlock(&registry);
  return disk;
}

void fd_unwatch(fd_disk *disk) {
  pthread_mutex_lock(&registry);
  for (fd_disk **at = &disks; *at != NULL; at = &(*at)->next) {
    if (*at != disk) continue;
    *at = disk->next;
    break;
  }
  pthread_mutex_unlock(&registry);
  for (int i = 0; i < disk->count; i++) {
    free(disk->steps[i].data.bytes);
    free(disk->steps[i].words);
  }
  free(disk->steps);
  while (disk->inodes != NULL) {
    fd_inode *inode = disk->inodes;
    disk->inodes = inode->next;
    free(inode->name);
    free(inode->base.bytes);
    free(inode);
  }
  pthread_mutex_destroy(&disk->lock);
  free(disk->folder);
  free(disk);
}

fd_disk *fd_disk_of(const char *path) {
  pthread_mutex_lock(&registry);
  fd_disk *disk = disks;
  for (; disk != NULL; disk = disk->next) {
    size_t length = strlen(disk->folder);
    if (strncmp(path, disk->folder, length) == 0 && path[length] == '/') break;
  }
  pthread_mutex_unlock(&registry);
  return disk;
}

fd_content fd_read_file(const char *path) {
  fd_content content = {NULL, 0};
  FILE *file = fopen(path, "rb");
  if (file == NULL) return content;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  content.bytes = malloc(size > 0 ? (size_t)size : 1);
  if (content.bytes == NULL) abort();
  content.size = fread(content.bytes, 1, size > 0 ? (size_t)size : 0, file);
  fclose(file);
  return content;
}

static const char *name_in(fd_disk *disk, const char *path) { return path + strlen(disk->folder) + 1; }

fd_inode *fd_inode_of(fd_disk *disk, const char *path, bool *is_new) {
  const char *name = name_in(disk, path);
  pthread_mutex_lock(&disk->lock);
  fd_inode *inode = disk->inodes;
  while (inode != NULL && (inode->name == NULL || strcmp(inode->name, name) != 0)) inode = inode->next;
  *is_new = false;
  if (inode == NULL) {
    inode = calloc(1, sizeof *inode);
    if (inode == NULL) abort();
    inode->name = strdup(name);
    inode->is_old = access(path, F_OK) == 0;
    if (inode->is_old) inode->base = fd_read_file(path);
    inode->number = disk->inode_count++;
    inode->next = disk->inodes;
    disk->inodes = inode;
    *is_new = !inode->is_old;
  }
  pthread_mutex_unlock(&disk->lock);
  return inode;
}

void fd_forget_name(fd_disk *disk, const char *path) {
  const char *name = name_in(disk, path);
  pthread_mutex_lock(&disk->lock);
  for (fd_inode *inode = disk->inodes; inode != NULL; inode = inode->next) {
    if (inode->name == NULL || strcmp(inode->name, name) != 0) continue;
    free(inode->name);
    inode->name = NULL;
  }
  pthread_mutex_unlock(&disk->lock);
}

static const char *word(enum fd_kind kind) {
  switch (kind) {
    case FD_OPEN: return "open";
    case FD_READ: return "read";
    case FD_WRITE: return "write";
    case FD_TRUNCATE: return "truncate";
    case FD_SYNC: return "sync";
    case FD_DELETE: return "delete";
    case FD_SHARED_MAP: return "map shared memory";
    case FD_SHARED_LOCK: return "lock";
    case FD_MARK: return "";
  }
  return "";
}

bool fd_note(fd_disk *disk, fd_step step, const void *data, size_t size) {
  pthread_mutex_lock(&disk->lock);
  int point = disk->count;
  step.failed = disk->fail_first >= 0 && point >= disk->fail_first && point - disk->fail_first < disk->fail_count;
  if (step.failed) disk->failures++;
  if (data != NULL) {
    // A write that fails leaves half of itself.
    size_t kept = step.failed ? size / 2 : size;
    step.data.bytes = malloc(kept > 0 ? kept : 1);
    if (step.data.bytes == NULL) abort();
    memcpy(step.data.bytes, data, kept);
    step.data.size = kept;
  }
  if (step.words == NULL) {
    const char *name = step.inode != NULL && step.inode->name != NULL ? step.inode->name : "a file";
    char words[256];
    if (step.kind == FD_WRITE || step.kind == FD_READ) {
      snprintf(words, sizeof words, "%s %s at %lld, %zu bytes", word(step.kind), name, step.offset, size);
    } else {
      snprintf(words, sizeof words, "%s %s", word(step.kind), name);
    }
    step.words = strdup(words);
  }
  if (disk->count == disk->room) {
    disk->room = disk->room > 0 ? disk->room * 2 : 256;
    disk->steps = realloc(disk->steps, (size_t)disk->room * sizeof *disk->steps);
    if (disk->steps == NULL) abort();
  }
  disk->steps[disk->count++] = step;
  pthread_mutex_unlock(&disk->lock);
  return step.failed;
}

int fd_points(fd_disk *disk) {
  pthread_mutex_lock(&disk->lock);
  int count = disk->count;
  pthread_mutex_unlock(&disk->lock);
  return count;
}

bool fd_mark(fd_disk *disk, const char *what) {
  return fd_note(disk, (fd_step){.kind = FD_MARK, .words = strdup(what)}, NULL, 0);
}

enum fd_kind fd_kind_at(fd_disk *disk, int point) {
  pthread_mutex_lock(&disk->lock);
  enum fd_kind kind = disk->steps[point].kind;
  pthread_mutex_unlock(&disk->lock);
  return kind;
}

bool fd_changes_at(fd_disk *disk, int point) {
  pthread_mutex_lock(&disk->lock);
  fd_step *step = &disk->steps[point];
  bool changes = false;
  switch (step->kind) {
    case FD_OPEN: changes = step->is_new; break;
    case FD_WRITE:
    case FD_TRUNCATE:
    case FD_SYNC:
    case FD_DELETE:
    case FD_MARK: changes = true; break;
    case FD_READ:
    case FD_SHARED_MAP:
    case FD_SHARED_LOCK: break;
  }
  pthread_mutex_unlock(&disk->lock);
  return changes;
}

const char *fd_words_at(fd_disk *disk, int point) {
  pthread_mutex_lock(&disk->lock);
  const char *words = disk->steps[point].words;
  pthread_mutex_unlock(&disk->lock);
  return words;
}

void fd_fail(fd_disk *disk, int first, int count, bool full) {
  pthread_mutex_lock(&disk->lock);
  disk->fail_first = first;
  disk->fail_count = count;
  disk->fail_full = full;
  pthread_mutex_unlock(&disk->lock);
}

int fd_failures(fd_disk *disk) {
  pthread_mutex_lock(&disk->lock);
  int failures = disk->failures;
  pthread_mutex_unlock(&disk->lock);
  return failures;
}

char *fd_unsound(const char *file) {
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;
  if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW) {
    answer = strdup(sqlite3_errmsg(db));
  } else {
    const char *said = (const char *)sqlite3_column_text(statement, 0);
    if (said == NULL || strcmp(said, "ok") != 0) answer = strdup(said == NULL ? "nothing said" : said);
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return answer;
}
