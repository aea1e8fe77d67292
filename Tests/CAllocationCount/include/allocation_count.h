#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdbool.h>

/// Counts what the calling thread takes from the heap. The program's malloc and its relatives are replaced by functions
/// that count and hand on to the C library's own; a build with a sanitizer keeps the sanitizer's and counts nothing.

/// Whether this build counts.
bool allocation_count_works(void);

/// Begins to count, from 0, on this thread.
void allocation_count_begin(void);

/// Ends counting on this thread.
/// Returns how often memory was asked for since `allocation_count_begin`.
long allocation_count_end(void);

#endif
