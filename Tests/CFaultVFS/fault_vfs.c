#include "fault_vfs.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// A write or truncation that no sync has made durable yet.
struct change {
  struct change *older;
  char *path;
  /// Before the change: how long the file was, and what stood from the offset on.
  sqlite3_int64 size, offset;
  unsigned char *old_bytes;
  size_t old_length;
  /// What a write puts there; a truncation cuts the file off at the offset.
  unsigned char *new_bytes;
  size_t new_length;
};

struct watch {
  struct watch *next;
  int number;
  char *text;
  enum fault_effect effect;
  long point, points;
  long counts[FAULT_FILE_KINDS][FAULT_OPERATIONS];
  /// Newest first; kept only where the power is to fail.
  struct change *changes;
};

/// A file as SQLite knows it; the system's own file lies behind it.
struct file {
  sqlite3_file base;
  struct watch *watch;
  enum fault_file_kind kind;
  const char *path;
};

/// What an operation is to do.
enum verdict { GO, FAIL, FULL, HALF_THEN_FULL, HALF_THEN_DIE };

static sqlite3_vfs *system_vfs;
static sqlite3_vfs fault_vfs;
/// Guards all watches, and what they hold. A watch is never freed: a file may outlive it.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct watch *watches;

static sqlite3_file *behind(sqlite3_file *file) { return (sqlite3_file *)((struct file *)file + 1); }

// MARK: - Death, and power cuts

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/// A power cut that cannot be played as asked must not pass for one.
static void demand(int holds) {
  if (!holds) abort();
}

static void put(const char *path, const unsigned char *bytes, size_t length, sqlite3_int64 offset, sqlite3_int64 size) {
  int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  demand(descriptor >= 0);
  demand(pwrite(descriptor, bytes, length, offset) == (ssize_t)length);
  demand(size < 0 || ftruncate(descriptor, size) == 0);
  close(descriptor);
}

/// Takes every change back, from the newest on; then every other one reaches the disk after all, from the oldest on.
static void undo(struct change *newest, int leave_some) {
  struct change *older = NULL;
  for (struct change *change = newest, *next; change; change = next) {
    put(change->path, change->old_bytes, change->old_length, change->offset, change->size);
    next = change->older;
    change->older = older;
    older = change;
  }
  int turn = 0;
  for (struct change *change = older; change && leave_some; change = change->older) {
    if (turn++ % 2) put(change->path, change->new_bytes, change->new_length, change->offset, change->new_bytes ? -1 : change->offset);
  }
}

/// Forgets what is known to have changed in a file; in all where there is no path.
static void forget(struct watch *watch, const char *path) {
  for (struct change **place = &watch->changes; *place;) {
    struct change *change = *place;
    if (path && strcmp(change->path, path) != 0) {
      place = &change->older;
      continue;
    }
    *place = change->older;
    free(change->path);
    free(change->old_bytes);
    free(change->new_bytes);
    free(change);
  }
}

/// Notes what a write or, where there are no bytes, a truncation is about to change.
static void note(struct file *file, const void *bytes, size_t length, sqlite3_int64 offset) {
  struct watch *watch = file->watch;
  if (!watch) return;
  pthread_mutex_lock(&lock);
  int is_to_fail = watch->effect == FAULT_POWER || watch->effect == FAULT_POWER_SOME;
  pthread_mutex_unlock(&lock);
  if (!is_to_fail) return;
  sqlite3_file *own = behind(&file->base);
  struct change *change = calloc(1, sizeof *change);
  demand(change && (change->path = strdup(file->path)));
  change->offset = offset;
  demand(own->pMethods->xFileSize(own, &change->size) == SQLITE_OK);
  sqlite3_int64 until = bytes && offset + (sqlite3_int64)length < change->size ? offset + (sqlite3_int64)length : change->size;
  if (until > offset) {
    change->old_length = (size_t)(until - offset);
    change->old_bytes = malloc(change->old_length);
    demand(change->old_bytes && own->pMethods->xRead(own, change->old_bytes, (int)change->old_length, offset) == SQLITE_OK);
  }
  if (bytes) {
    change->new_length = length;
    change->new_bytes = malloc(length);
    demand(change->new_bytes != NULL);
    memcpy(change->new_bytes, bytes, length);
  }
  pthread_mutex_lock(&lock);
  change->older = watch->changes;
  watch->changes = change;
  pthread_mutex_unlock(&lock);
}

static void forget_file(struct file *file) {
  if (!file->watch) return;
  pthread_mutex_lock(&lock);
  forget(file->watch, file->path);
  pthread_mutex_unlock(&lock);
}

// MARK: - Watches

/// Counts an operation, and settles what becomes of it.
static enum verdict settle(struct watch *watch, enum fault_file_kind kind, enum fault_operation operation) {
  if (!watch) return GO;
  pthread_mutex_lock(&lock);
  enum verdict verdict = GO;
  long point = 0;
  if (watch->text) {
    point = ++watch->points;
    watch->counts[kind][operation]++;
  }
  int is_there = point && point == watch->point, is_past = point && point > watch->point;
  switch (watch->effect) {
    case FAULT_NONE: break;
    case FAULT_ERROR:
      if (is_there) verdict = FAIL;
      break;
    case FAULT_ERRORS:
      if (is_there || is_past) verdict = FAIL;
      break;
    case FAULT_FULL:
      if (operation == FAULT_WRITE && (is_there || is_past)) verdict = is_there ? HALF_THEN_FULL : FULL;
      break;
    case FAULT_KILL:
      if (is_there) die();
      break;
    case FAULT_TEAR:
      if (is_there) verdict = HALF_THEN_DIE;
      break;
    case FAULT_POWER:
    case FAULT_POWER_SOME:
      if (!is_there) break;
      undo(watch->changes, watch->effect == FAULT_POWER_SOME);
      die();
  }
  pthread_mutex_unlock(&lock);
  return verdict;
}

/// The watch whose text a path holds.
static struct watch *watch_of(const char *path) {
  if (!path) return NULL;
  pthread_mutex_lock(&lock);
  struct watch *watch = watches;
  while (watch && !(watch->text && strstr(path, watch->text))) watch = watch->next;
  pthread_mutex_unlock(&lock);
  return watch;
}

static struct watch *numbered(int number) {
  struct watch *watch = watches;
  while (watch && watch->number != number) watch = watch->next;
  return watch;
}

int fault_watch(const char *text) {
  struct watch *watch = calloc(1, sizeof *watch);
  if (!watch || !(watch->text = strdup(text))) return 0;
  pthread_mutex_lock(&lock);
  watch->next = watches;
  watch->number = watches ? watches->number + 1 : 1;
  watches = watch;
  pthread_mutex_unlock(&lock);
  return watch->number;
}

void fault_arm(int number, enum fault_effect effect, long point) {
  pthread_mutex_lock(&lock);
  struct watch *watch = numbered(number);
  watch->effect = effect;
  watch->point = point;
  watch->points = 0;
  memset(watch->counts, 0, sizeof watch->counts);
  forget(watch, NULL);
  pthread_mutex_unlock(&lock);
}

long fault_points(int number) {
  pthread_mutex_lock(&lock);
  long points = numbered(number)->points;
  pthread_mutex_unlock(&lock);
  return points;
}

long fault_count(int number, enum fault_file_kind kind, enum fault_operation operation) {
  pthread_mutex_lock(&lock);
  long count = numbered(number)->counts[kind][operation];
  pthread_mutex_unlock(&lock);
  return count;
}

void fault_unwatch(int number) {
  fault_arm(number, FAULT_NONE, 0);
  pthread_mutex_lock(&lock);
  struct watch *watch = numbered(number);
  free(watch->text);
  watch->text = NULL;
  pthread_mutex_unlock(&lock);
}

// MARK: - What SQLite calls of a file

static int file_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset) {
  struct file *file = (struct file *)base;
  sqlite3_file *own = behind(base);
  switch (settle(file->watch, file->kind, FAULT_WRITE)) {
    case GO: break;
    case FAIL: return SQLITE_IOERR_WRITE;
    case FULL: return SQLITE_FULL;
    case HALF_THEN_FULL: own->pMethods->xWrite(own, bytes, length / 2, offset); return SQLITE_FULL;
    case HALF_THEN_DIE: own->pMethods->xWrite(own, bytes, length / 2, offset); die();
  }
  note(file, bytes, (size_t)length, offset);
  return own->pMethods->xWrite(own, bytes, length, offset);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
  struct file *file = (struct file *)base;
  sqlite3_file *own = behind(base);
  enum verdict verdict = settle(file->watch, file->kind, FAULT_TRUNCATE);
  if (verdict == FAIL) return SQLITE_IOERR_TRUNCATE;
  note(file, NULL, 0, size);
  int result = own->pMethods->xTruncate(own, size);
  if (verdict == HALF_THEN_DIE) die();
  return result;
}

static int file_sync(sqlite3_file *base, int flags) {
  struct file *file = (struct file *)base;
  sqlite3_file *own = behind(base);
  enum verdict verdict = settle(file->watch, file->kind, FAULT_SYNC);
  if (verdict == FAIL) return SQLITE_IOERR_FSYNC;
  int result = own->pMethods->xSync(own, flags);
  if (verdict == HALF_THEN_DIE) die();
  if (result == SQLITE_OK) forget_file(file);
  return result;
}

static int file_close(sqlite3_file *base) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xClose(own);
}

static int file_read(sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xRead(own, bytes, length, offset);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xFileSize(own, size);
}

static int file_lock(sqlite3_file *base, int level) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xLock(own, level);
}

static int file_unlock(sqlite3_file *base, int level) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xUnlock(own, level);
}

static int file_check_lock(sqlite3_file *base, int *is_reserved) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xCheckReservedLock(own, is_reserved);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xFileControl(own, operation, argument);
}

static int file_sector_size(sqlite3_file *base) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xSectorSize(own);
}

static int file_characteristics(sqlite3_file *base) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xDeviceCharacteristics(own);
}

static int file_map_shared(sqlite3_file *base, int region, int size, int extend, void volatile **place) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xShmMap(own, region, size, extend, place);
}

static int file_lock_shared(sqlite3_file *base, int offset, int count, int flags) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xShmLock(own, offset, count, flags);
}

static void file_barrier_shared(sqlite3_file *base) {
  sqlite3_file *own = behind(base);
  own->pMethods->xShmBarrier(own);
}

static int file_unmap_shared(sqlite3_file *base, int removes) {
  sqlite3_file *own = behind(base);
  return own->pMethods->xShmUnmap(own, removes);
}

/// Version 2 knows shared memory, which a write-ahead log needs, and no mapped files, whose writes would not be seen here.
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_map_shared,
  .xShmLock = file_lock_shared,
  .xShmBarrier = file_barrier_shared,
  .xShmUnmap = file_unmap_shared,
};

// MARK: - What SQLite calls of the file system

static enum fault_file_kind kind_of(const char *path) {
  size_t length = path ? strlen(path) : 0;
  if (length > 4 && strcmp(path + length - 4, "-wal") == 0) return FAULT_WAL;
  if (length > 8 && strcmp(path + length - 8, "-journal") == 0) return FAULT_JOURNAL;
  return FAULT_DATABASE;
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *flags_out) {
  (void)vfs;
  struct file *file = (struct file *)base;
  sqlite3_file *own = behind(base);
  file->watch = watch_of(path);
  file->kind = kind_of(path);
  file->path = path;
  int result = system_vfs->xOpen(system_vfs, path, own, flags, flags_out);
  // Whoever sets the methods is closed, even where opening failed.
  base->pMethods = own->pMethods ? &methods : NULL;
  return result;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int syncs_directory) {
  (void)vfs;
  struct file file = {.watch = watch_of(path), .kind = kind_of(path), .path = path};
  enum verdict verdict = settle(file.watch, file.kind, FAULT_DELETE);
  if (verdict == FAIL) return SQLITE_IOERR_DELETE;
  int result = system_vfs->xDelete(system_vfs, path, syncs_directory);
  if (verdict == HALF_THEN_DIE) die();
  forget_file(&file);
  return result;
}

static void install(void) {
  system_vfs = sqlite3_vfs_find(NULL);
  // Whatever else the system's own does, it is handed a copy of itself for.
  fault_vfs = *system_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = (int)sizeof(struct file) + system_vfs->szOsFile;
  fault_vfs.xOpen = vfs_open;
  fault_vfs.xDelete = vfs_delete;
  sqlite3_vfs_register(&fault_vfs, 1);
}

int fault_install(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  int result = sqlite3_initialize();
  if (result == SQLITE_OK) pthread_once(&once, install);
  return result;
}
