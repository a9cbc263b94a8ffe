// SQLite's file layer with every step numbered. Files that nobody watches are the system's own.

#include <string.h>

#include "disk.h"

static sqlite3_vfs *below = NULL;
static sqlite3_vfs layer;

typedef struct fd_file {
  sqlite3_file base;
  fd_disk *disk;
  fd_inode *inode;
  // A log or journal whose first sync makes the folder's entries last.
  bool owes_folder_sync;
} fd_file;

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((fd_file *)file + 1); }

static bool fails(sqlite3_file *file, enum fd_kind kind, long long offset, const void *data, size_t size) {
  fd_file *own = (fd_file *)file;
  fd_step step = {.kind = kind, .inode = own->inode, .offset = offset};
  if (kind == FD_SYNC && own->owes_folder_sync) {
    step.syncs_folder = true;
    own->owes_folder_sync = false;
  }
  return fd_note(own->disk, step, data, size);
}

static int no_room_or(sqlite3_file *file, int code) {
  return ((fd_file *)file)->disk->fail_full ? SQLITE_FULL : code;
}

static int x_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int x_read(sqlite3_file *file, void *into, int size, sqlite3_int64 offset) {
  if (fails(file, FD_READ, offset, NULL, (size_t)size)) return SQLITE_IOERR_READ;
  return real(file)->pMethods->xRead(real(file), into, size, offset);
}

static int x_write(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset) {
  if (fails(file, FD_WRITE, offset, from, (size_t)size)) {
    real(file)->pMethods->xWrite(real(file), from, size / 2, offset);
    return no_room_or(file, SQLITE_IOERR_WRITE);
  }
  return real(file)->pMethods->xWrite(real(file), from, size, offset);
}

static int x_truncate(sqlite3_file *file, sqlite3_int64 size) {
  if (fails(file, FD_TRUNCATE, size, NULL, 0)) return SQLITE_IOERR_TRUNCATE;
  return real(file)->pMethods->xTruncate(real(file), size);
}

// Nothing is really synced: no power is really lost.
static int x_sync(sqlite3_file *file, int flags) {
  (void)flags;
  return fails(file, FD_SYNC, 0, NULL, 0) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int x_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}

static int x_lock(sqlite3_file *file, int kind) { return real(file)->pMethods->xLock(real(file), kind); }

static int x_unlock(sqlite3_file *file, int kind) { return real(file)->pMethods->xUnlock(real(file), kind); }

static int x_check_reserved(sqlite3_file *file, int *answer) {
  return real(file)->pMethods->xCheckReservedLock(real(file), answer);
}

static int x_control(sqlite3_file *file, int what, void *argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}

static int x_sector(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int x_characteristics(sqlite3_file *file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int x_shared_map(sqlite3_file *file, int page, int size, int extend, void volatile **at) {
  if (fails(file, FD_SHARED_MAP, page, NULL, 0)) return SQLITE_IOERR_SHMMAP;
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}

// Only the locks of writers are numbered; that a lock is given back never fails.
static int x_shared_lock(sqlite3_file *file, int offset, int count, int flags) {
  bool is_writers = (flags & SQLITE_SHM_LOCK) != 0 && (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if (is_writers && fails(file, FD_SHARED_LOCK, offset, NULL, 0)) return SQLITE_IOERR_SHMLOCK;
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void x_shared_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int x_shared_unmap(sqlite3_file *file, int deletes) {
  return real(file)->pMethods->xShmUnmap(real(file), deletes);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = x_close,
  .xRead = x_read,
  .xWrite = x_write,
  .xTruncate = x_truncate,
  .xSync = x_sync,
  .xFileSize = x_file_size,
  .xLock = x_lock,
  .xUnlock = x_unlock,
  .xCheckReservedLock = x_check_reserved,
  .xFileControl = x_control,
  .xSectorSize = x_sector,
  .xDeviceCharacteristics = x_characteristics,
  .xShmMap = x_shared_map,
  .xShmLock = x_shared_lock,
  .xShmBarrier = x_shared_barrier,
  .xShmUnmap = x_shared_unmap,
};

static int x_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *given) {
  (void)vfs;
  fd_disk *disk = path == NULL ? NULL : fd_disk_of(path);
  if (disk == NULL) return below->xOpen(below, path, file, flags, given);
  fd_file *own = (fd_file *)file;
  memset(own, 0, sizeof *own);
  own->disk = disk;
  bool is_new = false;
  own->inode = fd_inode_of(disk, path, &is_new);
  own->owes_folder_sync = is_new && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  fd_step step = {.kind = FD_OPEN, .inode = own->inode, .is_new = is_new};
  if (fd_note(disk, step, NULL, 0)) {
    if (is_new) fd_forget_name(disk, path);
    return SQLITE_CANTOPEN;
  }
  int code = below->xOpen(below, path, real(file), flags, given);
  if (code == SQLITE_OK) own->base.pMethods = &methods;
  return code;
}

static int x_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
  (void)vfs;
  fd_disk *disk = fd_disk_of(path);
  if (disk == NULL) return below->xDelete(below, path, syncs_folder);
  int there = 0;
  below->xAccess(below, path, SQLITE_ACCESS_EXISTS, &there);
  if (!there) return below->xDelete(below, path, syncs_folder);
  bool is_new = false;
  fd_step step = {.kind = FD_DELETE, .inode = fd_inode_of(disk, path, &is_new), .syncs_folder = syncs_folder != 0};
  if (fd_note(disk, step, NULL, 0)) return SQLITE_IOERR_DELETE;
  int code = below->xDelete(below, path, 0);
  if (code == SQLITE_OK) fd_forget_name(disk, path);
  return code;
}

bool fd_install(void) {
  if (below != NULL) return true;
  below = sqlite3_vfs_find(NULL);
  if (below == NULL) return false;
  layer = *below;
  layer.zName = "faulty";
  layer.pNext = NULL;
  layer.szOsFile = (int)sizeof(fd_file) + below->szOsFile;
  layer.xOpen = x_open;
  layer.xDelete = x_delete;
  return sqlite3_vfs_register(&layer, 1) == SQLITE_OK;
}
