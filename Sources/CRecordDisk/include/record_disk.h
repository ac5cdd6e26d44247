#ifndef RECORD_DISK_H
#define RECORD_DISK_H

/// The disk as a record's database meets it: an SQLite VFS (https://www.sqlite.org/vfs.html) in front of the system's
/// own that opens a record and its own `-wal` and `-shm`, and nothing else. SQLite by itself believes what lies beside
/// a database: it rolls a journal back that anyone put there, deletes what that names, and truncates what a link leads
/// to.
///
/// With it no file is opened through a link, none that has a second name, none of another owner beside the record, and
/// no record is made by being opened. What was opened is held against its name before it is changed: a record that was
/// moved, replaced or removed meanwhile is not written to, and what lies beside the name by then is not deleted.

#include <sys/types.h>

/// A connection of SQLite's. Its own header is not asked for here: the module that brings the database to Swift has it
/// already.
struct sqlite3;

/// The name by which a connection asks for it: `file:///…?vfs=candor`.
#define RECORD_DISK_NAME "candor"

/// Which file it is, whatever name it has.
struct record_identity {
  dev_t device;
  ino_t inode;
};

/// Makes the disk known to SQLite; doing it again changes nothing.
///
/// @return an SQLite result code.
int record_disk_install(void);

/// Settles what a connection may do, whatever the file holds: nothing that is stored runs but what the statements at
/// hand ask for, no value is longer than `longest` bytes, and statements end when the operations they were allowed
/// (record_disk_allow) are used up. A connection that only reads changes neither the file nor its write-ahead log,
/// whatever it is asked to.
///
/// @return an SQLite result code; SQLITE_NOTFOUND where it was not opened by this disk.
int record_disk_harden(struct sqlite3 *connection, int longest, int only_reads);

/// From here on the connection's statements may take so many operations of SQLite's machine; then they end with
/// SQLITE_INTERRUPT.
void record_disk_allow(struct sqlite3 *connection, long long operations);

/// How many bytes the connection's database and its write-ahead log have, by the file system, not by their own word;
/// holes in them do not count.
long long record_disk_size(struct sqlite3 *connection);

/// Which file the connection has open.
///
/// @return an SQLite result code; SQLITE_NOTFOUND where it was not opened by this disk.
int record_disk_identity(struct sqlite3 *connection, struct record_identity *identity);

/// Whether what the connection has open, the database, its log and the index of that, still has its names.
int record_disk_is_whole(struct sqlite3 *connection);

/// Takes away what SQLite put beside the name that a connection's database had when it was opened, as far as it still
/// is what this connection put there. For a record that was moved or replaced and whose contents were saved: what is
/// left would be read into whichever file has the name.
void record_disk_abandon(struct sqlite3 *connection);

#endif
