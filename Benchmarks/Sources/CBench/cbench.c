#define _GNU_SOURCE
#include "cbench.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <jpeglib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

uint64_t cbench_luma_limit(const uint8_t *bytes, const size_t *offsets, const size_t *counts, int pictures,
                           int denominator) {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    uint8_t *plane = NULL;
    uint64_t sum = 0;
    for (int i = 0; i < pictures; i++) {
        jpeg_mem_src(&info, bytes + offsets[i], counts[i]);
        jpeg_read_header(&info, TRUE);
        info.out_color_space = JCS_GRAYSCALE;
        info.scale_num = 1;
        info.scale_denom = (unsigned)denominator;
        jpeg_start_decompress(&info);
        if (plane == NULL) plane = malloc((size_t)info.output_width * info.output_height);
        while (info.output_scanline < info.output_height) {
            JSAMPROW rows[16];
            for (int k = 0; k < 16; k++) rows[k] = plane + (size_t)(info.output_scanline + k) * info.output_width;
            JDIMENSION left = info.output_height - info.output_scanline;
            jpeg_read_scanlines(&info, rows, left < 16 ? left : 16);
        }
        jpeg_finish_decompress(&info);
        sum = sum * 31 + plane[(size_t)i % 1000];
    }
    free(plane);
    jpeg_destroy_decompress(&info);
    return sum;
}

int cbench_pin(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (processor >= 0) {
        CPU_SET(processor, &set);
    } else {
        for (int i = 0; i < CPU_SETSIZE; i++) CPU_SET(i, &set);
    }
    return sched_setaffinity(0, sizeof set, &set);
}

static int64_t now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t cbench_cpu_ns(void) { return now(CLOCK_PROCESS_CPUTIME_ID); }
int64_t cbench_wall_ns(void) { return now(CLOCK_MONOTONIC); }

int cbench_fdatasync(const char *path, size_t count, int times, int64_t *each) {
    int file = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) return -1;
    char *bytes = malloc(count);
    memset(bytes, 'x', count);
    int status = 0;
    for (int i = 0; i < times && status == 0; i++) {
        int64_t start = now(CLOCK_MONOTONIC);
        if (write(file, bytes, count) != (ssize_t)count || fdatasync(file) != 0) status = -1;
        each[i] = now(CLOCK_MONOTONIC) - start;
    }
    free(bytes);
    close(file);
    unlink(path);
    return status;
}
