#include "case.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    if (!file) return errno;
    int failed = fputs(text, file) < 0;
    return fclose(file) != 0 || failed ? errno : 0;
}

int read_text(const char *path, char *buffer, size_t size) {
    FILE *file = fopen(path, "r");
    if (!file) return -errno;
    size_t count = fread(buffer, 1, size, file);
    int failed = ferror(file) ? errno : 0;
    fclose(file);
    return failed ? -failed : (int)count;
}

int remove_file(const char *path) { return unlink(path) == 0 ? 0 : errno; }

int count_names(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) return -errno;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(folder);
    return count;
}

const char *meaning(int number) { return strerror(number); }
