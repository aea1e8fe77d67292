#define _GNU_SOURCE
#include "cbench.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <jpeglib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Decodes one picture's luma into `plane`, which is allocated for the first one; all pictures have one size.
static void luma(struct jpeg_decompress_struct *info, const uint8_t *bytes, size_t count, int denominator,
                 uint8_t **plane) {
    jpeg_mem_src(info, bytes, count);
    jpeg_read_header(info, TRUE);
    info->out_color_space = JCS_GRAYSCALE;
    info->scale_num = 1;
    info->scale_denom = (unsigned)denominator;
    jpeg_start_decompress(info);
    if (*plane == NULL) *plane = malloc((size_t)info->output_width * info->output_height);
    while (info->output_scanline < info->output_height) {
        JSAMPROW rows[16];
        for (int k = 0; k < 16; k++) rows[k] = *plane + (size_t)(info->output_scanline + k) * info->output_width;
        JDIMENSION left = info->output_height - info->output_scanline;
        jpeg_read_scanlines(info, rows, left < 16 ? left : 16);
    }
    jpeg_finish_decompress(info);
}

uint64_t cbench_luma_limit(const uint8_t *bytes, const size_t *offsets, const size_t *counts, int pictures,
                           int denominator) {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    uint8_t *plane = NULL;
    uint64_t sum = 0;
    for (int i = 0; i < pictures; i++) {
        luma(&info, bytes + offsets[i], counts[i], denominator, &plane);
        sum = sum * 31 + plane[(size_t)i % 1000];
    }
    free(plane);
    jpeg_destroy_decompress(&info);
    return sum;
}

void cbench_luma(const uint8_t *bytes, size_t count, int denominator, uint8_t *plane) {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&info);
    luma(&info, bytes, count, denominator, &plane);
    jpeg_destroy_decompress(&info);
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

int cbench_start(const char *const *arguments, const char *output, int processor) {
    int pid = fork();
    if (pid != 0) return pid;
    int file = open(output, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600), null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (cbench_pin(processor) == 0 && file >= 0 && dup2(null, 0) == 0 && dup2(file, 1) == 1)
        execvp(arguments[0], (char *const *)arguments);
    _exit(127);
}

int cbench_end(int pid, int signal, int64_t *cpu_ns, int64_t *peak_KiB) {
    if (signal != 0) kill(pid, signal);
    int status = 0;
    struct rusage used;
    if (wait4(pid, &status, 0, &used) != pid) return -1;
    *cpu_ns = ((int64_t)used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000000 +
              ((int64_t)used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1000;
    *peak_KiB = used.ru_maxrss;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
