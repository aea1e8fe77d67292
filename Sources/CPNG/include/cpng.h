// PNG for Swift: libpng's simplified interface keeps setjmp to itself; what is left here are its macros.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Size of a PNG picture in memory. Returns 0, or -1 when the bytes are no PNG.
int cpng_size(const uint8_t *bytes, size_t count, uint32_t *width, uint32_t *height);

// Decodes into red, green and blue, 3 * width * height bytes, whatever the depth and palette of the file.
// Returns 0, or -1 when the bytes are damaged or the picture has not this size.
int cpng_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *rgb);
