// What the fuzzer needs in C: libjpeg-turbo as a second opinion, and notes that a crash leaves readable.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Decodes an image by libjpeg's strict path: luma at 1/denominator into rows of `capacity` bytes in all.
//
// libjpeg takes this path where fewer than 512 bytes for each block of an MCU lie before it, so it is given 64 at a time. Its fast
// path takes bits that are no Huffman code for symbol 0 and is silent, where this one warns (JWRN_HUFF_BAD_CODE, given
// in `has_bad_code`). And where the fast path meets a marker or fill bytes, it gives the MCU to the strict path with what it has
// read into its blocks so far: values stay where the strict path finds zeros.
// Returns whether it came to the end without an error; warnings are none.
bool cstrict_decode(const uint8_t *bytes, size_t count, int denominator, uint8_t *rows, size_t capacity,
                    bool *has_bad_code);

// Whether a block of luma is one that no picture has: no eight-bit samples have its coefficients, however they were rounded, or
// a sample at 1/4 lies outside the range by more than its width. There libjpeg's 16-bit instructions saturate where its C code
// wraps, so that libjpeg differs from itself. `column` and `row` count blocks. Also true when the image cannot be read.
bool cstrict_is_absurd(const uint8_t *bytes, size_t count, int column, int row);

// Workers at most.
enum { CSTRICT_WORKERS = 64 };

// A worker begins with a mutation, or ends with it (-1).
void cstrict_begin(int worker, int64_t mutation);

// The mutation that a worker is at, and since when in ns of the monotonic clock; -1 for none.
int64_t cstrict_mutation(int worker, int64_t *since_ns);

// Names the mutations at hand on stderr when the process is killed by a trap, a fault or the sanitizer's abort.
void cstrict_name_on_death(void);

// CPU time of this thread in ns.
int64_t cstrict_cpu_ns(void);
int64_t cstrict_now_ns(void);
