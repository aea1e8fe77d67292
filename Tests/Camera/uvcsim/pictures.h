// The pictures that the simulated camera shows, grouped by the size that their JPEG headers name.
#ifndef UVCSIM_PICTURES_H
#define UVCSIM_PICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_SIZES = 4 };

struct picture {
    uint8_t *bytes;
    size_t count;
};

// One frame size that the camera offers, with its pictures in the order in which they are shown.
struct frame_size {
    int width_px, height_px;
    struct picture *pictures;
    size_t picture_count;
};

extern struct frame_size frame_sizes[MAX_SIZES];
extern int frame_size_count;

// Adds the pictures of a folder of *.jpg, in order of name, or of one file of JPEG images one after another.
// Ends the program with a line on stderr when the path cannot be read or holds no picture.
void load_pictures(const char *path, bool strip_huffman_tables);

// A YUYV picture: a dark block that walks over a grey ramp and back, eight seconds each way at 30 frames per second.
// The bytes are valid until the next call.
struct picture yuyv_picture(const struct frame_size *size, unsigned index);

#endif
