/** What a library does with the files of folders that it was granted. */
#include <stddef.h>

/** Writes a text to a file, and gives 0 or errno. */
int write_text(const char *path, const char *text);
/** Reads the start of a file, and gives its length or -errno. */
int read_text(const char *path, char *buffer, size_t size);
/** Removes a file, and gives 0 or errno. */
int remove_file(const char *path);
/** Counts the names in a folder without `.` and `..`, or gives -errno. */
int count_names(const char *path);
/** What an errno means. */
const char *meaning(int number);
