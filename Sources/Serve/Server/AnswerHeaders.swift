package import Base

extension Answer {
    /// All header fields of the answer.
    /// - Parameter isSecure: whether it goes over TLS.
    package func fields(at now: Timestamp, isSecure: Bool) -> [(name: String, value: String)] {
        let isPage = media.hasPrefix("text/html")
        var fields =
            headers + [
                (name: "date", value: now.httpDate),
                (name: "x-content-type-options", value: "nosniff"),
                (name: "referrer-policy", value: "no-referrer"),
                (name: "cross-origin-resource-policy", value: "same-origin"),
                (name: "cross-origin-opener-policy", value: "same-origin"),
                (name: "cache-control", value: isKept ? "no-cache" : "no-store"),
                (
                    name: "content-security-policy",
                    value: isPage ? PageAssets.contentPolicy : "default-src 'none'; frame-ancestors 'none'"
                ),
            ]
        if let etag { fields.append((name: "etag", value: etag)) }
        if isSecure { fields.append((name: "strict-transport-security", value: "max-age=31536000")) }
        if status != 304 { fields.append((name: "content-type", value: media)) }
        if isPage {
            fields.append(
                (
                    name: "permissions-policy",
                    value: "camera=(), microphone=(), geolocation=(), display-capture=()"
                ))
        }
        return fields
    }
}
