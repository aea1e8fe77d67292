#include "CPage.h"

// The files as they are: `#embed` of C23 needs neither a build step nor a copy in another form.
static const unsigned char index_html[] = {
#embed "assets/index.html"
};
static const unsigned char openapi_json[] = {
#embed "assets/openapi.json"
};

static const struct wayside_page_asset assets[] = {
    {"index.html", index_html, sizeof index_html},
    {"openapi.json", openapi_json, sizeof openapi_json},
};

size_t wayside_page_asset_count(void) { return sizeof assets / sizeof assets[0]; }

struct wayside_page_asset wayside_page_asset_at(size_t index) { return assets[index]; }
