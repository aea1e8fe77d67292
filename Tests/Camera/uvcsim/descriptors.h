// What the simulated camera says of itself when it is plugged in.
#ifndef UVCSIM_DESCRIPTORS_H
#define UVCSIM_DESCRIPTORS_H

#include <stdint.h>

enum {
    FORMAT_MJPEG = 1,  // index of the format descriptor, as the host names it when it asks for a stream
    FORMAT_YUYV = 2,
    STREAM_ENDPOINT = 1,
};

// Frame intervals in units of 100 ns: 30, 25, 15, 10 and 5 frames per second.
enum { INTERVAL_COUNT = 5, SHORTEST_INTERVAL = 333333, DEFAULT_INTERVAL = 400000, LONGEST_INTERVAL = 2000000 };

// Lays out the configuration descriptor for the loaded frame sizes, and keeps the serial number. Call once.
void build_descriptors(const char *serial);

// The descriptor of this type (high byte) and index (low byte); its length, or -1 when there is none.
int find_descriptor(uint16_t type_and_index, const uint8_t **bytes);

#endif
