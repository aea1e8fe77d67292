// USB descriptors of a UVC 1.0 camera with MJPEG and YUYV on one bulk endpoint. Section numbers are those of the
// "USB Device Class Definition for Video Devices" 1.0. Real cameras mostly use isochronous endpoints, which the
// kernel's USB/IP controller cannot carry this way; uvcvideo handles both alike from the first payload header on.
#include "descriptors.h"

#include <string.h>

#include "pictures.h"

#define LE16(x) (uint8_t)(x), (uint8_t)((x) >> 8)
#define LE32(x) (uint8_t)(x), (uint8_t)((x) >> 8), (uint8_t)((x) >> 16), (uint8_t)((x) >> 24)
#define APPEND(...)                            \
    do {                                       \
        const uint8_t part_[] = {__VA_ARGS__}; \
        append(part_, (int)sizeof part_);      \
    } while (0)

static uint8_t configuration[2048];
static int configuration_length;
static const char *serial_number = "";

static const uint32_t intervals[INTERVAL_COUNT] = {SHORTEST_INTERVAL, DEFAULT_INTERVAL, 666666, 1000000,
                                                   LONGEST_INTERVAL};

static const uint8_t device_descriptor[] = {18,           1,           LE16(0x200), 0xEF, 2, 1, 64, LE16(0x1209),
                                            LE16(0x0001), LE16(0x100), 1,           2,    3, 1};
static const uint8_t qualifier_descriptor[] = {10, 6, LE16(0x200), 0xEF, 2, 1, 64, 1, 0};

static void append(const uint8_t *part, int length) {
    memcpy(configuration + configuration_length, part, (size_t)length);
    configuration_length += length;
}

// One frame size of a format: subtype 7 for MJPEG, 5 for raw.
static void append_frame(uint8_t subtype, int index, const struct frame_size *size) {
    uint32_t bytes = (uint32_t)size->width_px * (uint32_t)size->height_px * 2;
    APPEND(26 + 4 * INTERVAL_COUNT, 0x24, subtype, (uint8_t)index, 0, LE16(size->width_px), LE16(size->height_px),
           LE32(bytes * 8 * 5), LE32(bytes * 8 * 30), LE32(bytes), LE32(DEFAULT_INTERVAL), INTERVAL_COUNT);
    for (int i = 0; i < INTERVAL_COUNT; i++) APPEND(LE32(intervals[i]));
}

static void append_formats(void) {
    uint8_t sizes = (uint8_t)frame_size_count;
    APPEND(11, 0x24, 6, FORMAT_MJPEG, sizes, 1, 1, 0, 0, 0, 0);
    for (int i = 0; i < frame_size_count; i++) append_frame(7, i + 1, &frame_sizes[i]);
    APPEND(6, 0x24, 0x0D, 1, 1, 4);  // colour matching: BT.601, as JPEG has it
    APPEND(27, 0x24, 4, FORMAT_YUYV, sizes, 'Y', 'U', 'Y', '2', 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
           16, 1, 0, 0, 0, 0);
    for (int i = 0; i < frame_size_count; i++) append_frame(5, i + 1, &frame_sizes[i]);
    APPEND(6, 0x24, 0x0D, 1, 1, 4);
}

void build_descriptors(const char *serial) {
    serial_number = serial;
    configuration_length = 0;
    APPEND(9, 2, 0, 0, 2, 1, 0, 0x80, 250);  // configuration; its length is set below
    APPEND(8, 11, 0, 2, 0x0E, 3, 0, 0);      // interface association
    APPEND(9, 4, 0, 0, 0, 0x0E, 1, 0, 0);    // video control interface
    APPEND(13, 0x24, 1, LE16(0x100), LE16(13 + 18 + 11 + 9), LE32(48000000), 1, 1);
    APPEND(18, 0x24, 2, 1, LE16(0x201), 0, 0, LE16(0), LE16(0), LE16(0), 3, 0, 0, 0);  // camera terminal 1
    APPEND(11, 0x24, 5, 2, 1, LE16(0), 2, 1, 0, 0);                                    // processing unit 2: brightness
    APPEND(9, 0x24, 3, 3, LE16(0x101), 0, 2, 0);                                       // output terminal 3
    APPEND(9, 4, 1, 0, 1, 0x0E, 2, 0, 0);                                              // video streaming interface
    int streaming = configuration_length;
    APPEND(15, 0x24, 1, 2, LE16(0), 0x80 | STREAM_ENDPOINT, 0, 3, 0, 0, 0, 1, 0, 0);
    append_formats();
    int length = configuration_length - streaming;
    configuration[streaming + 4] = (uint8_t)length;
    configuration[streaming + 5] = (uint8_t)(length >> 8);
    APPEND(7, 5, 0x80 | STREAM_ENDPOINT, 2, LE16(512), 0);
    configuration[2] = (uint8_t)configuration_length;
    configuration[3] = (uint8_t)(configuration_length >> 8);
}

// A string descriptor in UTF-16; index 0 lists the languages.
static int find_string(int index, const uint8_t **bytes) {
    static uint8_t text[2 + 2 * 64];
    const char *words = index == 1 ? "Test" : index == 2 ? "UVC simulator" : serial_number;
    size_t count = strlen(words) < 64 ? strlen(words) : 64;
    for (size_t i = 0; i < count; i++) {
        text[2 + 2 * i] = (uint8_t)words[i];
        text[3 + 2 * i] = 0;
    }
    if (index == 0) {
        count = 1;
        text[2] = 9, text[3] = 4;
    }
    text[0] = (uint8_t)(2 + 2 * count);
    text[1] = 3;
    *bytes = text;
    return text[0];
}

int find_descriptor(uint16_t type_and_index, const uint8_t **bytes) {
    switch (type_and_index >> 8) {
        case 1: *bytes = device_descriptor; return sizeof device_descriptor;
        case 2: *bytes = configuration; return configuration_length;
        case 3: return find_string(type_and_index & 0xFF, bytes);
        case 6: *bytes = qualifier_descriptor; return sizeof qualifier_descriptor;
        default: return -1;
    }
}
