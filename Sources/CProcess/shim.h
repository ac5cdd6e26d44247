// What Candor asks of the process it runs in. prctl(2) takes any number of arguments, and such functions do not reach Swift.
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/// Sees to it that the memory of this process goes to no core dump: a limit of none, and on Linux also the attribute that counts where dumps are piped
/// to a program, which the limit does not keep back. With it, other processes of the same user may not read the memory either.
static inline int candorForbidCoreDumps(void) {
  struct rlimit none = {0, 0};
  int result = setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
  result |= prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  return result;
}
