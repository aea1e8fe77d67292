internal import CPage
internal import Foundation

/// The page's files, taken into the program when it was built.
package enum PageAssets {
    /// Nothing from elsewhere, nothing inline, nobody's frame.
    package static let contentPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "connect-src 'self'",
        "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")

    private static let all: [String: Answer] = {
        var all: [String: Answer] = [:]
        for index in 0..<wayside_page_asset_count() {
            let asset = unsafe wayside_page_asset_at(index)
            let name = unsafe String(cString: asset.name)
            let bytes = unsafe [UInt8](UnsafeBufferPointer(start: asset.bytes, count: asset.count))
            var answer = Answer(media(of: name), bytes).tagged()
            // Whoever has it asks whether it is still the same, and gets 304.
            answer.isKept = true
            all[name] = answer
        }
        return all
    }()

    /// Names of all files.
    package static var names: [String] { all.keys.sorted() }

    /// The page itself.
    static func index() throws(Problem) -> Answer { try asset("index.html") }

    /// A file by its name; there are no directories.
    static func asset(_ name: String) throws(Problem) -> Answer {
        guard let answer = all[name] else {
            throw .notFound("there is no such file", mend: "GET / is the page")
        }
        return answer
    }

    private static func media(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "woff2": "font/woff2"
        case "webmanifest": "application/manifest+json"
        default: "application/octet-stream"
        }
    }
}
