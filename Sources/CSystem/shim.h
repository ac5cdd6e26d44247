// What Candor asks of the system that does not reach Swift: functions that take any number of arguments, and such as
// the system's own module leaves out.
#include <errno.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

// Of headers that the system's own module has too, only what is needed here is said: else Swift would look for all of
// theirs in this module.
int link(const char *from, const char *to);
int unlink(const char *path);
#ifdef __linux__
long syscall(long number, ...);
#elif defined(__APPLE__)
int renamex_np(const char *from, const char *to, unsigned int flags);
#endif

/// Sees to it that the memory of this process goes to no core dump: a limit of none, and on Linux also the attribute
/// that counts where dumps are piped to a program, which the limit does not keep back. With it, other processes of the
/// same user may not read the memory either.
static inline int candorForbidCoreDumps(void) {
  struct rlimit none = {0, 0};
  int result = setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
  result |= prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  return result;
}

/// Gives a file another name on the same disk, unless something has that name.
///
/// Returns 0, or -1 with errno(3) set, EEXIST where the name is taken.
static inline int candorRenameNew(const char *from, const char *to) {
#if defined(SYS_renameat2)
  // AT_FDCWD and RENAME_NOREPLACE (rename(2)), which the C library names for GNU programs only.
  if (syscall(SYS_renameat2, -100, from, -100, to, 1u) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
#elif defined(__APPLE__)
  // RENAME_EXCL.
  if (renamex_np(from, to, 4u) == 0) return 0;
  if (errno != ENOTSUP) return -1;
#endif
  // Where the file system cannot say "only if it is free", a second name can: link(2) does not replace.
  if (link(from, to) != 0) return -1;
  return unlink(from);
}
