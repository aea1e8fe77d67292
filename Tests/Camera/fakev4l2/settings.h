// The settings of the stand-in for libv4l2.
#ifndef FAKEV4L2_SETTINGS_H
#define FAKEV4L2_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

// The number that FAKE_V4L2_<name> has, or another.
long setting(const char *name, long otherwise);

// Whether the frame of this number, from 0, is one of those that FAKE_V4L2_<name> = every n-th means.
bool is_nth(const char *name, uint32_t number);

// The error that FAKE_V4L2_FAIL wants of this call now, or 0.
int wanted_failure(const char *call);

#endif
