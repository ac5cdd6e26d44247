#ifndef FAULT_VFS_H
#define FAULT_VFS_H

/// A disk that fails, fills up, or loses power when a test says so: an SQLite VFS (https://www.sqlite.org/vfs.html) in front of the system's own.
///
/// Of every file whose path holds a watch's text, each write, sync, truncation and deletion is a point; they are numbered from 1 on from the
/// moment at which the watch is armed. Other files pass through untouched, so that tests may run beside each other.
///
/// What a failing power takes is the bytes and the length of files; that a file is there, or was deleted, counts as durable at once.

/// What is done to a file.
enum fault_operation { FAULT_WRITE, FAULT_SYNC, FAULT_TRUNCATE, FAULT_DELETE, FAULT_OPERATIONS };

/// What a file is to SQLite: the database, its write-ahead log, or its rollback journal.
enum fault_file_kind { FAULT_DATABASE, FAULT_WAL, FAULT_JOURNAL, FAULT_FILE_KINDS };

/// What happens at the point that a watch is armed for.
enum fault_effect {
  /// Nothing: points are counted.
  FAULT_NONE,
  /// The operation is not done and reports an I/O error; the ones after it are done again.
  FAULT_ERROR,
  /// So does every operation from then on, until the watch is armed anew.
  FAULT_ERRORS,
  /// The disk is full: the next write takes half of its bytes, those after it none, until the watch is armed anew. All else is done.
  FAULT_FULL,
  /// The process dies before the operation.
  FAULT_KILL,
  /// The process dies after half of the bytes of a write; after any other operation.
  FAULT_TEAR,
  /// The power fails before the operation: of what was written or truncated since a file's last sync nothing is left.
  FAULT_POWER,
  /// The power fails before the operation: of what was written or truncated since a file's last sync every other change is left.
  FAULT_POWER_SOME,
};

/// Puts the disk in front of the system's own for every connection that is opened from now on; doing it again changes nothing.
///
/// @return an SQLite result code.
int fault_install(void);

/// Watches the files whose paths hold a text.
///
/// @return the watch's number, or 0 where there is no memory.
int fault_watch(const char *text);

/// Arms a watch, and counts its points from 1 anew. What is not synced yet counts as synced.
void fault_arm(int watch, enum fault_effect effect, long point);

/// How many points there were since the watch was armed.
long fault_points(int watch);

/// How often an operation was asked for on files of a kind since the watch was armed.
long fault_count(int watch, enum fault_file_kind kind, enum fault_operation operation);

/// Lets go of a watch: its files pass through untouched.
void fault_unwatch(int watch);

#endif
