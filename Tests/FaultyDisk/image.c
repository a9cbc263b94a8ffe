// What a folder would hold after a kill, or after a loss of power.

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"

enum { SECTOR = 512 };

typedef struct chances {
  uint64_t state;
  // Of 100, how many of the writes that were not synced survive.
  unsigned survivors;
} chances;

static uint64_t next(chances *random) {
  random->state += 0x9E3779B97F4A7C15u;
  uint64_t mixed = random->state;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

static bool survives(chances *random) { return next(random) % 100 < random->survivors; }

static void put(fd_content *content, long long offset, const unsigned char *bytes, size_t size) {
  if (size == 0) return;
  size_t end = (size_t)offset + size;
  if (end > content->size) {
    content->bytes = realloc(content->bytes, end);
    if (content->bytes == NULL) abort();
    memset(content->bytes + content->size, 0, end - content->size);
    content->size = end;
  }
  memcpy(content->bytes + offset, bytes, size);
}

static void put_some(fd_content *content, const fd_step *step, chances *random) {
  size_t done = 0;
  while (done < step->data.size) {
    size_t room = SECTOR - (size_t)((step->offset + (long long)done) % SECTOR);
    size_t part = step->data.size - done < room ? step->data.size - done : room;
    if (survives(random)) put(content, step->offset + (long long)done, step->data.bytes + done, part);
    done += part;
  }
}

static void cut(fd_content *content, long long size) {
  if ((long long)content->size > size) content->size = (size_t)size;
}

// The last point before `point` at which a file was synced, -1 for none.
static int last_sync(const fd_disk *disk, int point, const fd_inode *inode) {
  for (int i = point - 1; i >= 0; i--) {
    const fd_step *step = &disk->steps[i];
    if (step->kind == FD_SYNC && step->inode == inode && !step->failed) return i;
  }
  return -1;
}

// Whether a sync failed after a step before any succeeded. The system then takes what was written for clean and never
// tries again, so no later sync makes it safe.
static bool is_given_up(const fd_disk *disk, int at, int point) {
  for (int i = at + 1; i < point; i++) {
    const fd_step *step = &disk->steps[i];
    if (step->kind == FD_SYNC && step->inode == disk->steps[at].inode) return step->failed;
  }
  return false;
}

static int last_folder_sync(const fd_disk *disk, int point) {
  for (int i = point - 1; i >= 0; i--) {
    if (disk->steps[i].syncs_folder && !disk->steps[i].failed) return i;
  }
  return -1;
}

static fd_content content_of(
    const fd_disk *disk, const fd_inode *inode, int point, enum fd_loss loss, chances *random) {
  fd_content content = {malloc(inode->base.size + 1), inode->base.size};
  if (content.bytes == NULL) abort();
  if (inode->base.size > 0) memcpy(content.bytes, inode->base.bytes, inode->base.size);
  int safe = loss == FD_KILLED ? point : last_sync(disk, point, inode);
  for (int i = 0; i < point; i++) {
    const fd_step *step = &disk->steps[i];
    if (step->inode != inode) continue;
    bool is_safe = loss == FD_KILLED || (i <= safe && !is_given_up(disk, i, point));
    if (!is_safe && loss == FD_DROPPED) continue;
    if (step->kind == FD_WRITE) {
      if (is_safe) {
        put(&content, step->offset, step->data.bytes, step->data.size);
      } else {
        put_some(&content, step, random);
      }
    } else if (step->kind == FD_TRUNCATE && !step->failed && (is_safe || survives(random))) {
      cut(&content, step->offset);
    }
  }
  return content;
}

static bool make_file(const char *folder, const char *name, fd_content content) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  bool is_written = write(file, content.bytes, content.size) == (ssize_t)content.size;
  close(file);
  return is_written;
}

// A file's first name: it may be gone by now.
static void name_of(const fd_disk *disk, const fd_inode *inode, char *name, size_t room) {
  name[0] = 0;
  for (int i = 0; i < disk->count; i++) {
    const fd_step *step = &disk->steps[i];
    if (step->inode != inode || step->words == NULL) continue;
    if (step->kind == FD_OPEN) snprintf(name, room, "%s", step->words + strlen("open "));
    if (step->kind == FD_DELETE) snprintf(name, room, "%s", step->words + strlen("delete "));
    if (name[0] != 0) return;
  }
}

// Whether a file has its name: made, and not deleted, as far as the folder's entries lasted.
static bool is_there(const fd_disk *disk, const fd_inode *inode, int point, enum fd_loss loss, chances *random) {
  bool there = inode->is_old;
  int safe = loss == FD_KILLED ? point : last_folder_sync(disk, point);
  for (int i = 0; i < point; i++) {
    const fd_step *step = &disk->steps[i];
    if (step->inode != inode || step->failed) continue;
    bool lasts = i <= safe || (loss == FD_REORDERED && survives(random));
    if (step->kind == FD_OPEN && step->is_new && lasts) there = true;
    if (step->kind == FD_DELETE && lasts) there = false;
  }
  return there;
}

// FNV-1a, by words of eight bytes where there are eight.
static uint64_t digested(uint64_t digest, const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  for (; size >= 8; size -= 8, at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    digest = (digest ^ word) * 0x100000001B3u;
    digest ^= digest >> 29;
  }
  for (; size > 0; size--, at++) digest = (digest ^ *at) * 0x100000001B3u;
  return digest;
}

bool fd_image(fd_disk *disk, int point, enum fd_loss loss, uint64_t seed, const char *folder, uint64_t *digest) {
  static const unsigned shares[] = {50, 10, 90, 25, 75, 2, 98};
  chances random = {seed * 0x2545F4914F6CDD1Du + (uint64_t)point, shares[seed % 7]};
  if (mkdir(folder, 0700) != 0 && errno != EEXIST) return false;
  pthread_mutex_lock(&disk->lock);
  // What was under way when the power went may have reached the disk in part.
  int end = loss == FD_REORDERED && point < disk->count ? point + 1 : point;
  bool is_made = true;
  *digest = 0xCBF29CE484222325u;
  // In the order in which they came to be: a later file of the same name takes the place of an earlier one.
  for (int number = 0; number < disk->inode_count; number++) {
    fd_inode *inode = disk->inodes;
    while (inode->number != number) inode = inode->next;
    if (!is_there(disk, inode, end, loss, &random)) continue;
    char name[256];
    name_of(disk, inode, name, sizeof name);
    if (name[0] == 0) continue;
    fd_content content = content_of(disk, inode, end, loss, &random);
    is_made = make_file(folder, name, content) && is_made;
    *digest = digested(digested(*digest, name, strlen(name)), content.bytes, content.size);
    free(content.bytes);
  }
  pthread_mutex_unlock(&disk->lock);
  return is_made;
}
