/// Names by which the daemon may be called. A page elsewhere that makes its own name point here (DNS rebinding) calls it by that
/// name, and is not answered; an address cannot be made to point anywhere.
package struct HostList: Sendable {
    private let names: Set<String>

    /// - Parameter names: of the configuration and of the address that is bound, besides `localhost`.
    package init(_ names: [String]) { self.names = Set((names + ["localhost"]).map { $0.lowercased() }) }

    /// Whether a `Host` header names us.
    package func allows(_ host: String) -> Bool {
        guard let name = HostList.name(of: host) else { return false }
        return names.contains(name) || HostList.isAddress(name)
    }

    /// The host without its port, in small letters and without brackets; nil for what is neither.
    private static func name(of host: String) -> String? {
        var name = Substring(host.lowercased())
        if name.hasPrefix("[") {
            guard let end = name.firstIndex(of: "]") else { return nil }
            let rest = name[name.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            return String(name[name.index(after: name.startIndex)..<end])
        }
        if let colon = name.firstIndex(of: ":") {
            guard isPort(name[colon...]) else { return nil }
            name = name[..<colon]
        }
        if name.hasSuffix(".") { name = name.dropLast() }
        return name.isEmpty ? nil : String(name)
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.first == ":" && text.count > 1 && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Four numbers, or anything with a colon: no name has one.
    private static func isAddress(_ name: String) -> Bool {
        if name.contains(":") { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { part in UInt8(part) != nil && part.first != "+" }
    }
}
