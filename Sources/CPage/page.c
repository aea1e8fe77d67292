#include "CPage.h"

// Clang knows `#embed` in all of C, and would say for each line that it comes from a later standard than SwiftPM's default.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The files as they are: `#embed` of C23 needs neither a build step nor a copy in another form. A new file needs its lines here;
// the page's tests hold the list against the directory.
static const unsigned char api_js[] = {
#embed "assets/api.js"
};
static const unsigned char app_js[] = {
#embed "assets/app.js"
};
static const unsigned char appeals_js[] = {
#embed "assets/appeals.js"
};
static const unsigned char dom_js[] = {
#embed "assets/dom.js"
};
static const unsigned char entry_js[] = {
#embed "assets/entry.js"
};
static const unsigned char event_js[] = {
#embed "assets/event.js"
};
static const unsigned char icon_svg[] = {
#embed "assets/icon.svg"
};
static const unsigned char index_html[] = {
#embed "assets/index.html"
};
static const unsigned char look_js[] = {
#embed "assets/look.js"
};
static const unsigned char now_js[] = {
#embed "assets/now.js"
};
static const unsigned char observations_js[] = {
#embed "assets/observations.js"
};
static const unsigned char openapi_json[] = {
#embed "assets/openapi.json"
};
static const unsigned char places_js[] = {
#embed "assets/places.js"
};
static const unsigned char plot_js[] = {
#embed "assets/plot.js"
};
static const unsigned char policy_js[] = {
#embed "assets/policy.js"
};
static const unsigned char route_js[] = {
#embed "assets/route.js"
};
static const unsigned char session_js[] = {
#embed "assets/session.js"
};
static const unsigned char setup_js[] = {
#embed "assets/setup.js"
};
static const unsigned char stage_js[] = {
#embed "assets/stage.js"
};
static const unsigned char style_css[] = {
#embed "assets/style.css"
};
static const unsigned char texts_de_json[] = {
#embed "assets/texts.de.json"
};
static const unsigned char texts_en_json[] = {
#embed "assets/texts.en.json"
};
static const unsigned char texts_id_json[] = {
#embed "assets/texts.id.json"
};
static const unsigned char texts_js[] = {
#embed "assets/texts.js"
};
static const unsigned char timeline_js[] = {
#embed "assets/timeline.js"
};
static const unsigned char transparency_js[] = {
#embed "assets/transparency.js"
};
static const unsigned char words_js[] = {
#embed "assets/words.js"
};

static const struct wayside_page_asset assets[] = {
    {"api.js", api_js, sizeof api_js},
    {"app.js", app_js, sizeof app_js},
    {"appeals.js", appeals_js, sizeof appeals_js},
    {"dom.js", dom_js, sizeof dom_js},
    {"entry.js", entry_js, sizeof entry_js},
    {"event.js", event_js, sizeof event_js},
    {"icon.svg", icon_svg, sizeof icon_svg},
    {"index.html", index_html, sizeof index_html},
    {"look.js", look_js, sizeof look_js},
    {"now.js", now_js, sizeof now_js},
    {"observations.js", observations_js, sizeof observations_js},
    {"openapi.json", openapi_json, sizeof openapi_json},
    {"places.js", places_js, sizeof places_js},
    {"plot.js", plot_js, sizeof plot_js},
    {"policy.js", policy_js, sizeof policy_js},
    {"route.js", route_js, sizeof route_js},
    {"session.js", session_js, sizeof session_js},
    {"setup.js", setup_js, sizeof setup_js},
    {"stage.js", stage_js, sizeof stage_js},
    {"style.css", style_css, sizeof style_css},
    {"texts.de.json", texts_de_json, sizeof texts_de_json},
    {"texts.en.json", texts_en_json, sizeof texts_en_json},
    {"texts.id.json", texts_id_json, sizeof texts_id_json},
    {"texts.js", texts_js, sizeof texts_js},
    {"timeline.js", timeline_js, sizeof timeline_js},
    {"transparency.js", transparency_js, sizeof transparency_js},
    {"words.js", words_js, sizeof words_js},
};

size_t wayside_page_asset_count(void) { return sizeof assets / sizeof assets[0]; }

struct wayside_page_asset wayside_page_asset_at(size_t index) { return assets[index]; }
