#include "cpng.h"

#include <png.h>

int cpng_size(const uint8_t *bytes, size_t count, uint32_t *width, uint32_t *height) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return -1;
    *width = image.width;
    *height = image.height;
    png_image_free(&image);
    return 0;
}

int cpng_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *rgb) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return -1;
    if (image.width != width || image.height != height) {
        png_image_free(&image);
        return -1;
    }
    image.format = PNG_FORMAT_RGB;
    return png_image_finish_read(&image, NULL, rgb, 0, NULL) ? 0 : -1;
}
