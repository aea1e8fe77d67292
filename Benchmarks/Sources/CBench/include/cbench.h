#pragma once
#include <stddef.h>
#include <stdint.h>

// Decodes the luma of each picture at 1/denominator with libjpeg-turbo and nothing else: one libjpeg object for all
// pictures, bytes in memory, one output plane. The least that any program over libjpeg-turbo can cost. Exits the process
// on a bad picture. Returns a checksum, so that nothing is optimised away.
uint64_t cbench_luma_limit(const uint8_t *bytes, const size_t *offsets, const size_t *counts, int pictures,
                           int denominator);

// Decodes the luma of one picture at 1/denominator with libjpeg-turbo into `plane`, which must be large enough. Exits the
// process on a bad picture.
void cbench_luma(const uint8_t *bytes, size_t count, int denominator, uint8_t *plane);

// Starts a program (NULL-terminated arguments, found by PATH) on one processor with its output in a file; its process id.
// By fork, so that its peak of memory begins with the little that this process has written, not with all it has mapped.
int cbench_start(const char *const *arguments, const char *output, int processor);
// Sends a signal unless it is 0, waits for the end, and tells CPU time (user and system, all threads) and peak of resident
// memory. Returns the exit code, 128 + signal, or -1.
int cbench_end(int pid, int signal, int64_t *cpu_ns, int64_t *peak_KiB);

// Keeps the calling thread, and threads it starts from now on, on one processor; -1 lets it go everywhere. Returns 0.
int cbench_pin(int processor);

// CPU time of the process in nanoseconds.
int64_t cbench_cpu_ns(void);
// Monotonic wall-clock time in nanoseconds.
int64_t cbench_wall_ns(void);
// Appends `count` bytes to a file `times` times with fdatasync after each; nanoseconds of each into `each`. Returns 0.
int cbench_fdatasync(const char *path, size_t count, int times, int64_t *each);
