// Reads JPEG pictures from folders and streams, and draws the raw ones.
#define _GNU_SOURCE
#include "pictures.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct frame_size frame_sizes[MAX_SIZES];
int frame_size_count;

static void stop(const char *path, const char *why) {
    fprintf(stderr, "camera pictures: %s: %s\n", path, why);
    exit(2);
}

static struct picture read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) stop(path, "cannot be read");
    struct stat status;
    if (fstat(fileno(file), &status)) stop(path, "has no size");
    struct picture whole = {malloc((size_t)status.st_size + 1), (size_t)status.st_size};
    if (!whole.bytes || fread(whole.bytes, 1, whole.count, file) != whole.count) stop(path, "cannot be read");
    fclose(file);
    return whole;
}

// Length of the segment whose marker is at `at`, marker included.
static size_t segment_length(const uint8_t *bytes, size_t at) {
    return (size_t)(bytes[at + 2] << 8 | bytes[at + 3]) + 2;
}

// Many cameras leave the Huffman tables out of their MJPEG; decoders must know the standard ones.
static void strip_tables(struct picture *picture) {
    size_t at = 2;
    while (at + 4 < picture->count && picture->bytes[at] == 0xFF && picture->bytes[at + 1] != 0xDA) {
        size_t length = segment_length(picture->bytes, at);
        if (picture->bytes[at + 1] == 0xC4 && at + length <= picture->count) {
            memmove(picture->bytes + at, picture->bytes + at + length, picture->count - at - length);
            picture->count -= length;
        } else {
            at += length;
        }
    }
}

// Width and height from the frame header, or false when there is none before the scan.
static bool picture_size(const struct picture *picture, int *width_px, int *height_px) {
    const uint8_t *bytes = picture->bytes;
    size_t at = 2;
    while (at + 9 < picture->count && bytes[at] == 0xFF && bytes[at + 1] != 0xDA) {
        if (bytes[at + 1] >= 0xC0 && bytes[at + 1] <= 0xC2) {
            *height_px = bytes[at + 5] << 8 | bytes[at + 6];
            *width_px = bytes[at + 7] << 8 | bytes[at + 8];
            return true;
        }
        at += segment_length(bytes, at);
    }
    return false;
}

static struct frame_size *size_entry(const char *path, int width_px, int height_px) {
    for (int i = 0; i < frame_size_count; i++) {
        if (frame_sizes[i].width_px == width_px && frame_sizes[i].height_px == height_px) return &frame_sizes[i];
    }
    if (frame_size_count == MAX_SIZES) stop(path, "is of a fifth size; the camera offers four at most");
    struct frame_size *size = &frame_sizes[frame_size_count++];
    size->width_px = width_px;
    size->height_px = height_px;
    return size;
}

static void add_picture(const char *path, struct picture picture, bool strip_huffman_tables) {
    int width_px, height_px;
    if (!picture_size(&picture, &width_px, &height_px)) stop(path, "is not a JPEG picture");
    if (strip_huffman_tables) strip_tables(&picture);
    struct frame_size *size = size_entry(path, width_px, height_px);
    size->pictures = realloc(size->pictures, sizeof *size->pictures * (size->picture_count + 1));
    if (!size->pictures) stop(path, "does not fit in memory");
    size->pictures[size->picture_count++] = picture;
}

// Cuts a file of JPEG images at each end-of-image marker that a start-of-image marker, or the file's end, follows.
static void load_stream(const char *path, bool strip_huffman_tables) {
    struct picture whole = read_file(path);
    size_t start = 0;
    for (size_t i = 1; i < whole.count; i++) {
        if (whole.bytes[i - 1] != 0xFF || whole.bytes[i] != 0xD9) continue;
        bool at_end = i + 1 == whole.count;
        if (!at_end && !(i + 2 < whole.count && whole.bytes[i + 1] == 0xFF && whole.bytes[i + 2] == 0xD8)) continue;
        add_picture(path, (struct picture){whole.bytes + start, i + 1 - start}, strip_huffman_tables);
        start = i + 1;
    }
}

static int is_jpeg_name(const struct dirent *entry) {
    const char *dot = strrchr(entry->d_name, '.');
    return dot && !strcmp(dot, ".jpg");
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static void load_folder(const char *path, bool strip_huffman_tables) {
    struct dirent **names;
    int count = scandir(path, &names, is_jpeg_name, by_bytes);
    for (int i = 0; i < count; i++) {
        char *file;
        if (asprintf(&file, "%s/%s", path, names[i]->d_name) < 0) stop(path, "does not fit in memory");
        add_picture(file, read_file(file), strip_huffman_tables);
        free(file);
        free(names[i]);
    }
    if (count > 0) free(names);
}

void load_pictures(const char *path, bool strip_huffman_tables) {
    struct stat status;
    size_t before = 0, after = 0;
    for (int i = 0; i < frame_size_count; i++) before += frame_sizes[i].picture_count;
    if (stat(path, &status)) stop(path, "is not there");
    if (S_ISDIR(status.st_mode)) {
        load_folder(path, strip_huffman_tables);
    } else {
        load_stream(path, strip_huffman_tables);
    }
    for (int i = 0; i < frame_size_count; i++) after += frame_sizes[i].picture_count;
    if (after == before) stop(path, "holds no JPEG picture");
}

struct picture yuyv_picture(const struct frame_size *size, unsigned index) {
    static uint8_t *buffer;
    static size_t capacity;
    size_t row_bytes = (size_t)size->width_px * 2, count = row_bytes * (size_t)size->height_px;
    if (count > capacity) {
        buffer = realloc(buffer, capacity = count);
        if (!buffer) stop("a raw picture", "does not fit in memory");
    }
    for (size_t x = 0; x < row_bytes; x += 2) {
        buffer[x] = (uint8_t)(90 + x * 60 / row_bytes);
        buffer[x + 1] = 128;
    }
    for (int y = 1; y < size->height_px; y++) memcpy(buffer + (size_t)y * row_bytes, buffer, row_bytes);

    int block_width = size->width_px / 10 & ~1, block_height = size->height_px / 4;
    unsigned step = index % 480, way = step < 240 ? step : 480 - step;
    size_t left = (size_t)way * (size_t)(size->width_px - block_width) / 240 & ~(size_t)1;
    for (int y = size->height_px / 2; y < size->height_px / 2 + block_height; y++) {
        uint8_t *row = buffer + (size_t)y * row_bytes + left * 2;
        for (int x = 0; x < block_width; x++) row[x * 2] = 30;
    }
    return (struct picture){buffer, count};
}
