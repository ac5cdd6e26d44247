#define _GNU_SOURCE
#include "record_disk.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// A file as SQLite knows it; the next disk's own lies behind it.
struct file {
  sqlite3_file base;
  sqlite3_file *own;
  /// As SQLite gave it: it stands for as long as the file is open.
  const char *path;
  /// Of the write-ahead log, its database; of a database nothing.
  struct file *database;
  struct record_identity identity;
  uid_t owner;
  /// Whether its connection only reads: then neither it nor its log is written, truncated or filled up by being closed.
  int only_reads;
  /// Of a database: the shared index of its log, once it is mapped.
  struct record_identity index;
  int has_index;
  /// Of a database: whether this connection wrote to it or to its log. What it did not write to, it does not delete.
  int has_written;
  /// Whether it was held against its name since it was last made durable.
  int is_checked;
  /// What is left of the operations that the connection's statements may take.
  atomic_llong operations;
  /// The next of the open databases.
  struct file *next;
};

/// What is being opened by this thread, for `guarded_open`; SQLite's own unix VFS opens with open(2), from within xOpen
/// and xShmMap.
static _Thread_local struct {
  int is_on;
  /// Whether it may belong to anyone: only the database itself may.
  int is_anyones;
  uid_t owner;
  struct stat opened;
  int has_opened;
} guard;

/// What a connection's statements may take before anyone said otherwise: reading the schema of a record takes some
/// thousands.
enum { FIRST_OPERATIONS = 1000000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/// The open databases of this process; guarded by the lock.
static struct file *databases;

static sqlite3_vfs disk;
static int (*system_open)(const char *, int, int);

static sqlite3_vfs *next_disk(void) {
  // Asked anew each time: tests put a failing disk in its place.
  return sqlite3_vfs_find(NULL);
}

static int ends_with(const char *path, const char *end) {
  size_t length = path ? strlen(path) : 0, tail = strlen(end);
  return length > tail && strcmp(path + length - tail, end) == 0;
}

// MARK: - Opening

/// open(2), for SQLite's unix VFS. While a record is opened, only a regular file of one name and the right owner is
/// given out. Nothing was changed by then: SQLite truncates after opening.
static int guarded_open(const char *path, int flags, int mode) {
  if (!guard.is_on) return system_open(path, flags, mode);
  int descriptor = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode);
  if (descriptor < 0) return descriptor;
  struct stat status;
  int is_fit = fstat(descriptor, &status) == 0;
  // A folder is opened to make a name in it durable.
  if (is_fit && S_ISDIR(status.st_mode)) return descriptor;
  is_fit = is_fit && S_ISREG(status.st_mode) && status.st_nlink == 1 &&
           (guard.is_anyones || status.st_uid == geteuid() || status.st_uid == guard.owner);
  if (!is_fit) {
    close(descriptor);
    errno = EPERM;
    return -1;
  }
  guard.opened = status;
  guard.has_opened = 1;
  return descriptor;
}

static void begin_guard(int is_anyones, uid_t owner) {
  memset(&guard, 0, sizeof guard);
  guard.is_on = 1;
  guard.is_anyones = is_anyones;
  guard.owner = owner;
}

static void end_guard(void) { guard.is_on = 0; }

// MARK: - Whether a file still has its name

static int is_named(const char *path, struct record_identity identity) {
  struct stat status;
  return lstat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1 && status.st_dev == identity.device &&
         status.st_ino == identity.inode;
}

static int is_beside(const char *path, const char *end, struct record_identity identity) {
  char *name = sqlite3_mprintf("%s%s", path, end);
  int is_so = name && is_named(name, identity);
  sqlite3_free(name);
  return is_so;
}

/// Whether a database, its index and a log of it, where there is one, have their names.
static int is_whole(const struct file *database, const struct file *log) {
  return is_named(database->path, database->identity) && (!database->has_index || is_beside(database->path, "-shm", database->index)) &&
         (!log || is_named(log->path, log->identity));
}

/// Before the first change since a file was last made durable, and before each time that it is: so a commit that is
/// acknowledged is one in files that had their names when it was made durable.
static int check(struct file *file) {
  if (file->only_reads || (file->database && file->database->only_reads)) return SQLITE_READONLY;
  if (file->is_checked) return SQLITE_OK;
  if (!is_whole(file->database ? file->database : file, file->database ? file : NULL)) return SQLITE_READONLY_DBMOVED;
  file->is_checked = 1;
  return SQLITE_OK;
}

// MARK: - What SQLite calls of a file

static int file_close(sqlite3_file *base) {
  struct file *file = (struct file *)base;
  pthread_mutex_lock(&lock);
  for (struct file **place = &databases; *place; place = &(*place)->next) {
    if (*place != file) continue;
    *place = file->next;
    break;
  }
  pthread_mutex_unlock(&lock);
  int result = file->own->pMethods->xClose(file->own);
  sqlite3_free(file->own);
  return result;
}

static int file_read(sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xRead(own, bytes, length, offset);
}

static int file_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset) {
  struct file *file = (struct file *)base;
  int result = check(file);
  if (result == SQLITE_OK) result = file->own->pMethods->xWrite(file->own, bytes, length, offset);
  if (result == SQLITE_OK) (file->database ? file->database : file)->has_written = 1;
  return result;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
  struct file *file = (struct file *)base;
  int result = check(file);
  return result != SQLITE_OK ? result : file->own->pMethods->xTruncate(file->own, size);
}

static int file_sync(sqlite3_file *base, int flags) {
  struct file *file = (struct file *)base;
  file->is_checked = 0;
  int result = check(file);
  file->is_checked = 0;
  // Making durable what others wrote changes nothing.
  if (result == SQLITE_READONLY) result = SQLITE_OK;
  return result != SQLITE_OK ? result : file->own->pMethods->xSync(file->own, flags);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xFileSize(own, size);
}

static int file_lock(sqlite3_file *base, int level) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xLock(own, level);
}

static int file_unlock(sqlite3_file *base, int level) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xUnlock(own, level);
}

static int file_check_lock(sqlite3_file *base, int *is_reserved) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xCheckReservedLock(own, is_reserved);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xFileControl(own, operation, argument);
}

static int file_sector_size(sqlite3_file *base) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xSectorSize(own);
}

static int file_characteristics(sqlite3_file *base) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xDeviceCharacteristics(own);
}

static int file_map_shared(sqlite3_file *base, int region, int size, int extend, void volatile **place) {
  struct file *file = (struct file *)base;
  begin_guard(0, file->owner);
  int result = file->own->pMethods->xShmMap(file->own, region, size, extend, place);
  end_guard();
  if (result == SQLITE_OK && !file->has_index) {
    // Of two connections to a file, the second goes on with the first one's index.
    struct stat status = guard.opened;
    char *name = guard.has_opened ? NULL : sqlite3_mprintf("%s-shm", file->path);
    file->has_index = guard.has_opened || (name && lstat(name, &status) == 0);
    file->index = (struct record_identity){.device = status.st_dev, .inode = status.st_ino};
    sqlite3_free(name);
  }
  return result;
}

static int file_lock_shared(sqlite3_file *base, int offset, int count, int flags) {
  sqlite3_file *own = ((struct file *)base)->own;
  return own->pMethods->xShmLock(own, offset, count, flags);
}

static void file_barrier_shared(sqlite3_file *base) {
  sqlite3_file *own = ((struct file *)base)->own;
  own->pMethods->xShmBarrier(own);
}

static int file_unmap_shared(sqlite3_file *base, int removes) {
  struct file *file = (struct file *)base;
  // What lies beside another file of this name is that one's.
  if (removes && !is_whole(file, NULL)) removes = 0;
  file->has_index = 0;
  return file->own->pMethods->xShmUnmap(file->own, removes);
}

/// Version 2 knows shared memory, which a write-ahead log needs, and no mapped files: a file that is cut off while it
/// is mapped ends the process.
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

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *flags_out) {
  (void)vfs;
  struct file *file = (struct file *)base;
  memset(file, 0, sizeof *file);
  int is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0, is_log = (flags & SQLITE_OPEN_WAL) != 0;
  if (!path || (!is_database && !is_log)) return SQLITE_CANTOPEN;
  if (is_database) flags &= ~SQLITE_OPEN_CREATE;
  if (is_log) {
    file->database = (struct file *)sqlite3_database_file_object(path);
    if (!file->database || file->database->base.pMethods != &methods) return SQLITE_CANTOPEN;
    file->owner = file->database->owner;
  }
  sqlite3_vfs *next = next_disk();
  file->own = sqlite3_malloc(next->szOsFile);
  if (!file->own) return SQLITE_NOMEM;
  memset(file->own, 0, (size_t)next->szOsFile);
  file->path = path;
  begin_guard(is_database, file->owner);
  int result = next->xOpen(next, path, file->own, flags, flags_out);
  end_guard();
  // SQLite's unix VFS may go on with a descriptor that it kept from before, of the file that has this name.
  struct stat status = guard.opened;
  if (result == SQLITE_OK && !guard.has_opened) {
    if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1) result = SQLITE_CANTOPEN;
  }
  if (result != SQLITE_OK) {
    if (file->own->pMethods) file->own->pMethods->xClose(file->own);
    sqlite3_free(file->own);
    file->own = NULL;
    return result;
  }
  file->identity = (struct record_identity){.device = status.st_dev, .inode = status.st_ino};
  if (is_database) file->owner = status.st_uid;
  atomic_init(&file->operations, FIRST_OPERATIONS);
  base->pMethods = &methods;
  if (is_database) {
    pthread_mutex_lock(&lock);
    file->next = databases;
    databases = file;
    pthread_mutex_unlock(&lock);
  }
  return SQLITE_OK;
}

/// Whether a log may be deleted: nothing is in it, or a connection of this process wrote to it, and its database still
/// has the name.
static int may_delete(const char *log) {
  struct stat status;
  if (lstat(log, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  size_t length = strlen(log) - strlen("-wal");
  int is_ours = status.st_size == 0, is_replaced = 0;
  pthread_mutex_lock(&lock);
  for (struct file *file = databases; file; file = file->next) {
    if (strlen(file->path) != length || strncmp(file->path, log, length) != 0) continue;
    if (file->has_written) is_ours = 1;
    if (!is_named(file->path, file->identity)) is_replaced = 1;
  }
  pthread_mutex_unlock(&lock);
  return is_ours && !is_replaced;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
  (void)vfs;
  if (!ends_with(path, "-wal") || !may_delete(path)) return SQLITE_IOERR_DELETE;
  sqlite3_vfs *next = next_disk();
  begin_guard(0, geteuid());
  int result = next->xDelete(next, path, syncs_folder);
  end_guard();
  return result;
}

static int disk_access(sqlite3_vfs *vfs, const char *path, int flags, int *is_so) {
  (void)vfs;
  sqlite3_vfs *next = next_disk();
  *is_so = 0;
  // There is no journal of a record, whatever lies there: SQLite would roll it back.
  if (ends_with(path, "-journal")) return SQLITE_OK;
  return next->xAccess(next, path, flags, is_so);
}

/// The path as it is: whoever opens a record has resolved it, and a link that came since is not followed.
static int disk_path(sqlite3_vfs *vfs, const char *path, int length, char *resolved) {
  (void)vfs;
  if (path[0] != '/' || (int)strlen(path) >= length) return SQLITE_CANTOPEN;
  strcpy(resolved, path);
  return SQLITE_OK;
}

static int result_of_install;

static void install(void) {
  sqlite3_vfs *unix_disk = sqlite3_vfs_find("unix"), *next = next_disk();
  if (!unix_disk || !next || unix_disk->iVersion < 3) {
    result_of_install = SQLITE_ERROR;
    return;
  }
  system_open = (int (*)(const char *, int, int))unix_disk->xGetSystemCall(unix_disk, "open");
  result_of_install = unix_disk->xSetSystemCall(unix_disk, "open", (sqlite3_syscall_ptr)guarded_open);
  if (result_of_install != SQLITE_OK) return;
  disk = *next;
  disk.zName = RECORD_DISK_NAME;
  disk.szOsFile = (int)sizeof(struct file);
  disk.pNext = NULL;
  disk.xOpen = disk_open;
  disk.xDelete = disk_delete;
  disk.xAccess = disk_access;
  disk.xFullPathname = disk_path;
  result_of_install = sqlite3_vfs_register(&disk, 0);
}

int record_disk_install(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  int result = sqlite3_initialize();
  if (result != SQLITE_OK) return result;
  pthread_once(&once, install);
  return result_of_install;
}

// MARK: - Connections

static struct file *database_of(sqlite3 *connection) {
  sqlite3_file *file = NULL;
  if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || file->pMethods != &methods) {
    return NULL;
  }
  return (struct file *)file;
}

int record_disk_identity(sqlite3 *connection, struct record_identity *identity) {
  struct file *file = database_of(connection);
  if (!file) return SQLITE_NOTFOUND;
  *identity = file->identity;
  return SQLITE_OK;
}

/// The write-ahead log that a connection has open; NULL where it has none.
static struct file *log_of(sqlite3 *connection) {
  sqlite3_file *base = NULL;
  if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &base) != SQLITE_OK || !base || base->pMethods != &methods) {
    return NULL;
  }
  return (struct file *)base;
}

int record_disk_is_whole(sqlite3 *connection) {
  struct file *database = database_of(connection);
  return database && is_whole(database, log_of(connection));
}

void record_disk_abandon(sqlite3 *connection) {
  struct file *database = database_of(connection), *log = log_of(connection);
  // Where the database is in its place, another may have begun to write by the same log.
  if (!database || !log || is_named(database->path, database->identity) || !is_named(log->path, log->identity)) return;
  char *index = sqlite3_mprintf("%s-shm", database->path);
  unlink(log->path);
  if (index) unlink(index);
  sqlite3_free(index);
}

/// How many operations pass between two looks at what is left.
enum { STEP = 1000 };

static int is_used_up(void *context) {
  struct file *file = context;
  return atomic_fetch_sub_explicit(&file->operations, STEP, memory_order_relaxed) < STEP;
}

long long record_disk_size(sqlite3 *connection) {
  sqlite3_int64 total = 0;
  static const int pointers[] = {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER};
  for (size_t index = 0; index < sizeof pointers / sizeof *pointers; index++) {
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    if (sqlite3_file_control(connection, "main", pointers[index], &file) != SQLITE_OK || !file || file->pMethods != &methods) continue;
    if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) continue;
    // A file may be long and have nothing in it: what takes room on the disk counts, with as much again where the disk
    // packs it.
    struct stat status;
    if (lstat(((struct file *)file)->path, &status) == 0 && size > (sqlite3_int64)status.st_blocks * 1024 + 65536) {
      size = (sqlite3_int64)status.st_blocks * 1024 + 65536;
    }
    total += size;
  }
  return total;
}

void record_disk_allow(sqlite3 *connection, long long operations) {
  struct file *file = database_of(connection);
  if (file) atomic_store_explicit(&file->operations, operations, memory_order_relaxed);
}

int record_disk_harden(sqlite3 *connection, int longest, int only_reads) {
  static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML};
  int result = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  for (size_t index = 0; index < sizeof off / sizeof *off && result == SQLITE_OK; index++) {
    result = sqlite3_db_config(connection, off[index], 0, NULL);
  }
  if (result != SQLITE_OK) return result;
  static const int limits[][2] = {
    {SQLITE_LIMIT_SQL_LENGTH, 65536}, {SQLITE_LIMIT_COLUMN, 16}, {SQLITE_LIMIT_EXPR_DEPTH, 32}, {SQLITE_LIMIT_COMPOUND_SELECT, 4},
    {SQLITE_LIMIT_FUNCTION_ARG, 8}, {SQLITE_LIMIT_ATTACHED, 0}, {SQLITE_LIMIT_VARIABLE_NUMBER, 32}, {SQLITE_LIMIT_TRIGGER_DEPTH, 4},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
  };
  for (size_t index = 0; index < sizeof limits / sizeof *limits; index++) {
    sqlite3_limit(connection, limits[index][0], limits[index][1]);
  }
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, longest);
  struct file *file = database_of(connection);
  if (!file) return SQLITE_NOTFOUND;
  file->only_reads = only_reads;
  sqlite3_progress_handler(connection, STEP, is_used_up, file);
  return SQLITE_OK;
}
