internal import Foundation

/// Where a webhook is: an address of HTTP, read strictly.
public struct WebhookAddress: Hashable, Sendable {
    /// Why a text is no such address.
    public struct Mistake: Error, Hashable, Sendable {
        public let message: String
        public let mend: String
    }

    public let isEncrypted: Bool
    /// Small letters; an address of version 6 without brackets.
    public let host: String
    public let port: Int
    /// Path and query.
    public let target: String

    /// Reads `https://host[:port]/path`. Names and passwords in it, other schemes and fragments are refused; `http` only to
    /// hosts that `privateHosts` names, which are in the house.
    public init(_ text: String, privateHosts: [String]) throws(Mistake) {
        let mend = "write e.g. https://hooks.example.org/wayside"
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host,
            !host.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw Mistake(message: "this is not an address of HTTP", mend: mend) }
        guard scheme == "https" || scheme == "http" else {
            throw Mistake(message: "messages are not sent by \"\(scheme)\"", mend: mend)
        }
        guard parts.user == nil, parts.password == nil else {
            throw Mistake(
                message: "the address holds a name or a password", mend: "remove it; messages are signed instead")
        }
        guard parts.fragment == nil else {
            throw Mistake(message: "the address has a fragment", mend: "remove what follows #")
        }
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        guard (1...65_535).contains(port) else { throw Mistake(message: "there is no port \(port)", mend: mend) }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        (self.host, self.port, isEncrypted) = (bare.lowercased(), port, scheme == "https")
        target =
            (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath)
            + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
        guard isEncrypted || privateHosts.contains(self.host) else {
            throw Mistake(
                message: "messages to \(self.host) would not be encrypted",
                mend: "use https, or name the host in `private_hosts` if it is in your house")
        }
    }

    /// What the `Host` header says.
    var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
    }
}
