// A stand-in for libv4l2 inside the test program: its functions are found before the library's. Paths that contain
// "scripted" are the one scripted camera; everything else goes to the real library. One thread at a time.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// Begins anew: a camera with MJPG and YUYV at 640x480 and 1280x720, no buffer filled, no failure.
void scripted_reset(void);

// The call with this number (0 = the open) answers with an error number, once; `forever` also all calls after it.
void scripted_fail(int call, int error, bool forever);
// Calls so far.
int scripted_calls(void);

// Which offers the camera makes: a list of fourccs, native ones; a `!` before one makes it an emulated one.
void scripted_offer(const char *fourccs);
// What S_FMT grants in spite of what is asked; 0 leaves that as it was asked.
void scripted_grant(uint32_t width, uint32_t height, const char *fourcc, uint32_t stride, uint32_t bytes);
// How many buffers are granted at most.
void scripted_buffers(uint32_t most);
// Whether the node is one that gives no pictures.
void scripted_metadata(bool yes);

// Fills the buffer that has waited longest in the driver; false when the driver has none.
bool scripted_fill(const char *bytes, uint32_t count, uint32_t sequence, uint64_t time_us, uint32_t flags);
// The camera is pulled out: DQBUF says ENODEV once the filled buffers are taken, and poll hangs up.
void scripted_unplug(void);
// The line of poll goes dead, and DQBUF has nothing to say about it.
void scripted_hang_up(void);
// Writes to libv4l2's log as the library does.
void scripted_say(const char *text);

// What is held at this moment.
int scripted_open_count(void);
int scripted_mapped_count(void);
int scripted_granted_count(void);
bool scripted_streams(void);
