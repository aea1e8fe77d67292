#define _GNU_SOURCE
#include "chatter.h"

#include <libv4l2.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "cv4l2.h"

enum { LINE_BYTES = 200, LINES = 16 };

// libv4l2 has one log for the process and says nowhere which device it means. But it writes on the thread that called it,
// and a camera has a thread of its own: so each thread keeps its lines, no camera is blamed for another, and no lock is
// needed.
static _Thread_local struct {
    char line[LINE_BYTES];  // that is being written
    size_t length;
    char kept[LINES][LINE_BYTES];
    unsigned first, count, lost;
} said;

// With a log file libv4l2 also writes about every request that goes well; only what it would have put on stderr is kept.
// That no buffer is filled yet is no error for anyone who does not block, though libv4l2 says it with each frame.
static int matters(const char *line) {
    if (strcmp(line, "libv4l2: error dequeuing buf: Resource temporarily unavailable") == 0) return 0;
    return strncmp(line, "libv4l2: error", 14) == 0 || strncmp(line, "libv4l2: warning", 16) == 0;
}

static void end_line(void) {
    said.line[said.length] = 0;
    said.length = 0;
    if (!matters(said.line)) return;
    if (said.count == LINES) {
        said.lost++;
        return;
    }
    memcpy(said.kept[(said.first + said.count++) % LINES], said.line, LINE_BYTES);
}

static ssize_t on_write(void *cookie, const char *bytes, size_t count) {
    (void)cookie;
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
            end_line();
        } else if (said.length < LINE_BYTES - 1) {
            said.line[said.length++] = bytes[i];
        }
    }
    return (ssize_t)count;
}

static void start(void) {
    if (v4l2_log_file != NULL || getenv("LIBV4L2_LOG_FILENAME") != NULL) return;
    FILE *file = fopencookie(NULL, "w", (cookie_io_functions_t){.write = on_write});
    if (file == NULL) return;
    // A buffer of the stream would be shared between threads.
    setvbuf(file, NULL, _IONBF, 0);
    v4l2_log_file = file;
}

void cv4l2_listen(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
}

size_t cv4l2_take_line(char *line, size_t capacity) {
    if (capacity == 0) return 0;
    int length = 0;
    if (said.count > 0) {
        length = snprintf(line, capacity, "%s", said.kept[said.first]);
        said.first = (said.first + 1) % LINES;
        said.count--;
    } else if (said.lost > 0) {
        length = snprintf(line, capacity, "libv4l2: warning %u more lines found no room", said.lost);
        said.lost = 0;
    }
    return (size_t)length < capacity ? (size_t)length : capacity - 1;
}
