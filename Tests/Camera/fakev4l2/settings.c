// Reads the stand-in's settings from the environment (fakev4l2.c lists them).
#include "settings.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

long setting(const char *name, long otherwise) {
    char full[64];
    snprintf(full, sizeof full, "FAKE_V4L2_%s", name);
    const char *text = getenv(full);
    return text ? atol(text) : otherwise;
}

bool is_nth(const char *name, uint32_t number) {
    long every = setting(name, 0);
    return every > 0 && (number + 1) % every == 0;
}

static int errno_named(const char *name, size_t length) {
    static const struct {
        const char *name;
        int number;
    } table[] = {{"EACCES", EACCES}, {"EPERM", EPERM},   {"EBUSY", EBUSY},   {"ENOENT", ENOENT},
                 {"EIO", EIO},       {"ENODEV", ENODEV}, {"EINVAL", EINVAL}, {"ENOMEM", ENOMEM},
                 {"ENXIO", ENXIO},   {"EAGAIN", EAGAIN}, {"EINTR", EINTR},   {"ENOSPC", ENOSPC}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strlen(table[i].name) == length && !strncmp(table[i].name, name, length)) return table[i].number;
    }
    return EIO;
}

// Each entry counts how often it was used.
int wanted_failure(const char *call) {
    static long used[8];
    const char *entry = getenv("FAKE_V4L2_FAIL");
    for (int i = 0; entry && i < 8; i++) {
        size_t length = strcspn(entry, ","), call_length = strcspn(entry, "=");
        if (call_length == strlen(call) && !strncmp(entry, call, call_length)) {
            const char *name = entry + call_length + 1;
            size_t name_length = strcspn(name, "x,");
            long times = name[name_length] == 'x' ? atol(name + name_length + 1) : LONG_MAX;
            return used[i]++ < times ? errno_named(name, name_length) : 0;
        }
        entry = entry[length] ? entry + length + 1 : NULL;
    }
    return 0;
}
