/* A disk with a volatile cache. Loaded before the C library, it notes for each database file
 * what a flush has made durable: the file's bytes at that moment go to $PLATTER/<name>, whole or
 * not at all. What was written and never flushed is not there, as after a power cut. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int (*flusher)(int);

/* Fill `path` with the name of the regular file behind `fd`; 0 if there is none. */
static int named(int fd, char *path) {
    char link[32];
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = '\0';
    return strstr(path, ".sqlite") != NULL;
}

/* Write all of `path` to `part`. A descriptor of its own would drop the process's locks on the
 * file when it is closed, so the one that was flushed is read, and its place stays as it was. */
static int poured(int fd, const char *part) {
    struct stat about;
    off_t at = 0;
    int out = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (out < 0) return 0;
    if (fstat(fd, &about) == 0)
        while (at < about.st_size && sendfile(out, fd, &at, about.st_size - at) > 0) continue;
    close(out);
    return at == about.st_size;
}

/* One process at a time, so that what was read earlier never replaces what was read later. */
static void keep(int fd) {
    char path[PATH_MAX], whole[PATH_MAX * 2], part[PATH_MAX * 2 + 8];
    const char *platter = getenv("PLATTER");
    if (platter == NULL || *platter == '\0' || !named(fd, path)) return;
    int turn = open(platter, O_RDONLY | O_DIRECTORY);
    if (turn < 0) return;
    snprintf(whole, sizeof whole, "%s%s", platter, strrchr(path, '/'));
    snprintf(part, sizeof part, "%s.part", whole);
    if (flock(turn, LOCK_EX) == 0 && poured(fd, part)) rename(part, whole);
    close(turn);
}

static int flushed(const char *name, int fd) {
    flusher real = (flusher)dlsym(RTLD_NEXT, name);
    int result = real(fd);
    if (result == 0) keep(fd);
    return result;
}

int fsync(int fd) { return flushed("fsync", fd); }
int fdatasync(int fd) { return flushed("fdatasync", fd); }
