/// What every page of Wayside has around its content: one HTML document without scripts and without any request to elsewhere.
enum SelfContainedPage {
    /// Nothing may be loaded and nothing may run; pictures and styles lie in the document itself.
    private static let contentPolicy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    /// The document as UTF-8 text. The same content gives the same text.
    /// - Parameters:
    ///   - title: of the window.
    ///   - sheet: styles beside those that all pages share; empty for none.
    static func html(title: String, sheet: String = "", main: (inout Markup) -> Void) -> String {
        var page = Markup()
        page.raw("<!doctype html>\n")
        page.element("html", ["lang": "en"]) { html in
            html.element("head", [:]) { head in
                head.empty("meta", ["charset": "utf-8"])
                head.empty("meta", ["http-equiv": "Content-Security-Policy", "content": contentPolicy])
                head.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                head.empty("meta", ["name": "referrer", "content": "no-referrer"])
                head.empty("meta", ["name": "color-scheme", "content": "light dark"])
                head.element("title", title)
                head.element("style", [:]) {
                    $0.raw(sheet.isEmpty ? ReportStyle.sheet : ReportStyle.sheet + "\n" + sheet)
                }
            }
            html.element("body", [:]) { body in body.element("main", [:], main) }
        }
        return page.text + "\n"
    }
}
