/// The floor that Tools/bench holds the log's hashing against: the same work on the same bytes in C, with OpenSSL's SHA-256 and one context for all.
///
///     log_floor tree FILE     hashes the leaves in a file, each after its length in 2 bytes, and grows the tree over them (RFC 9162 2.1)
///     log_floor nodes COUNT   makes so many nodes, each from the one before, as whoever verifies a path does
///
/// Prints a name, a blank and what was measured, a line each; times are in nanoseconds for all of the work.

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HASH = 32, LEVELS = 64 };

static EVP_MD_CTX *context;

static void demand(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "log_floor: %s\n", what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void begin(unsigned char prefix) {
  demand(EVP_DigestInit_ex(context, NULL, NULL) && EVP_DigestUpdate(context, &prefix, 1), "OpenSSL does not hash");
}

static void end(unsigned char *hash) { demand(EVP_DigestFinal_ex(context, hash, NULL), "OpenSSL does not hash"); }

static void leaf_hash(const unsigned char *bytes, size_t length, unsigned char *hash) {
  begin(0);
  demand(EVP_DigestUpdate(context, bytes, length), "OpenSSL does not hash");
  end(hash);
}

static void node_hash(const unsigned char *left, const unsigned char *right, unsigned char *hash) {
  begin(1);
  demand(EVP_DigestUpdate(context, left, HASH) && EVP_DigestUpdate(context, right, HASH), "OpenSSL does not hash");
  end(hash);
}

static unsigned char *contents(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  demand(file && fseek(file, 0, SEEK_END) == 0, "cannot read the leaves");
  *length = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*length + 1);
  demand(bytes && fread(bytes, 1, *length, file) == *length, "cannot read the leaves");
  fclose(file);
  return bytes;
}

static void tree(const char *path) {
  size_t length, count = 0;
  unsigned char *bytes = contents(path, &length);
  for (size_t at = 0; at < length; at += 2 + (size_t)(bytes[at] << 8 | bytes[at + 1])) count++;
  unsigned char(*hashes)[HASH] = malloc((count + 1) * HASH);
  demand(hashes != NULL, "no memory");

  double start = now();
  size_t index = 0;
  for (size_t at = 0; at < length; index++) {
    size_t size = (size_t)(bytes[at] << 8 | bytes[at + 1]);
    leaf_hash(bytes + at + 2, size, hashes[index]);
    at += 2 + size;
  }
  double hashed = now();
  // The roots of the complete subtrees, from the largest to the smallest, as the tree grows leaf by leaf.
  unsigned char subtrees[LEVELS][HASH];
  size_t depth = 0;
  for (index = 0; index < count; index++) {
    memcpy(subtrees[depth++], hashes[index], HASH);
    for (size_t rest = index; rest & 1; rest >>= 1, depth--) node_hash(subtrees[depth - 2], subtrees[depth - 1], subtrees[depth - 2]);
  }
  for (; depth > 1; depth--) node_hash(subtrees[depth - 2], subtrees[depth - 1], subtrees[depth - 2]);
  double grown = now();

  printf("leaves %zu\nleaf %.0f\ntree %.0f\nroot ", count, hashed - start, grown - hashed);
  for (int byte = 0; byte < HASH; byte++) printf("%02x", subtrees[0][byte]);
  printf("\n");
}

static void nodes(long count) {
  unsigned char hash[HASH] = {0}, sibling[HASH] = {1};
  double start = now();
  for (long done = 0; done < count; done++) node_hash(sibling, hash, hash);
  printf("nodes %.0f\n", now() - start);
}

int main(int count, char **arguments) {
  demand(count == 3, "log_floor tree FILE, or log_floor nodes COUNT");
  context = EVP_MD_CTX_new();
  demand(context && EVP_DigestInit_ex(context, EVP_sha256(), NULL), "OpenSSL has no SHA-256");
  if (strcmp(arguments[1], "tree") == 0) tree(arguments[2]);
  else if (strcmp(arguments[1], "nodes") == 0) nodes(atol(arguments[2]));
  else demand(0, "log_floor tree FILE, or log_floor nodes COUNT");
  return 0;
}
