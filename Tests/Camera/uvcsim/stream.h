// The camera's stream: frames when they are due, faults on demand, and an account of everything sent.
#ifndef UVCSIM_STREAM_H
#define UVCSIM_STREAM_H

#include <stdbool.h>
#include <stdint.h>

// What can be wrong with a frame. `FRAME_STALLED`: its first transfer failed, it was never sent.
enum frame_kind {
    FRAME_GOOD,
    FRAME_ERROR_FLAGGED,
    FRAME_TRUNCATED,
    FRAME_GARBAGE,
    FRAME_EMPTY,
    FRAME_STALLED,
    FRAME_KINDS
};

// Probe and commit block of UVC 1.0 (section 4.3.1.1), little-endian.
struct stream_settings {
    uint16_t hint;
    uint8_t format, frame;
    uint32_t interval;  // of 100 ns
    uint16_t unused[5];
    uint32_t largest_frame_bytes, payload_bytes;
} __attribute__((packed));

// Makes settings that the camera can keep out of those asked for.
void settle(struct stream_settings *settings);

// Begins to stream with these settings, and a new account; the frames go to the transfers that the host queues.
void stream_start(const struct stream_settings *settings);
void stream_stop(void);

// The cable was pulled or pushed in: nothing is queued and nothing streams.
void stream_reset(void);

// A transfer of the host that waits for video; and one that the host takes back (true when it was still waiting).
void stream_queue(uint32_t sequence, uint32_t bytes);
bool stream_unqueue(uint32_t sequence);

// Answers waiting transfers with what is due. Returns milliseconds until it should be called again.
int stream_pump(void);

// Makes the next `count` frames be of this kind.
void stream_fault(enum frame_kind kind, int count);
// Sends nothing for this long, as a hung camera does.
void stream_freeze(int duration_ms);
// Changes the pace without telling the host, as cameras do in the dark.
void stream_set_rate(double frames_per_second);

// Writes the account of the current or last stream to a file, as JSON, in one step.
void stream_report(const char *path);

#endif
