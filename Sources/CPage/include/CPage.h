#pragma once
#include <stddef.h>

/// A file of the page, or the description of the API, as it lies in `assets`.
struct wayside_page_asset {
  /// Its name, without a directory.
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
};

/// How many there are.
size_t wayside_page_asset_count(void);
/// One of them; `index` is less than the count.
struct wayside_page_asset wayside_page_asset_at(size_t index);
