import StrictYAML

/// Reads `serve:` of `wayside.yaml`.
package enum ServeReader {
    package static let keys = ["address", "tls", "hosts", "anonymous", "proxy"]
    package static let tlsKeys = ["certificate", "key"]

    static func read(_ value: YAMLValue, directory: String) -> SiteConfiguration.Serve? {
        guard let reader = value.mapping(keys),
            let address = reader.required("address", example: "127.0.0.1:8420").flatMap({
                readAddress($0, directory: directory)
            })
        else { return nil }
        var serve = SiteConfiguration.Serve(address: address)
        serve.tls = reader.optional("tls").flatMap { readTLS($0, directory: directory) }
        serve.hosts = (reader.optional("hosts")?.list(count: 1...32, item: "name") ?? []).compactMap(readHost)
        serve.anonymous = reader.optional("anonymous").flatMap(readAnonymous)
        if let proxy = reader.optional("proxy"), let word = proxy.text(limit: 16) {
            serve.hasProxy = word == "trusted"
            if word != "trusted" {
                proxy.problem("`proxy` can only be `trusted`, not \"\(word)\"", mend: "write trusted, or leave it out")
            }
        }
        if !serve.isLocal, serve.tls == nil, !serve.hasProxy {
            value.problem(
                "whoever reaches this address could read along and take tokens",
                mend: "add `tls: {certificate: …, key: …}`, bind 127.0.0.1, or say `proxy: trusted`")
        }
        return serve
    }

    private static func readAddress(_ value: YAMLValue, directory: String) -> SiteConfiguration.Serve.Address? {
        guard let text = value.text(limit: 4096) else { return nil }
        let mend = "write host:port, e.g. 127.0.0.1:8420 or [::1]:8420, or unix:PATH"
        if text.hasPrefix("unix:") {
            let path = PathResolution.resolve(String(text.dropFirst(5)), in: directory), most = 107
            guard text.count > 5, path.utf8.count <= most else {
                return value.problem(
                    "the socket's path must have 1 to \(most) bytes", mend: "use a shorter one, e.g. in /run")
            }
            return .unix(path: path)
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return value.problem("`address` must be a host and a port, not \"\(text)\"", mend: mend) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return value.problem("the IPv6 address in \"\(text)\" has no brackets", mend: mend)
        }
        guard !host.isEmpty, !host.contains(" ") else {
            return value.problem("`address` must be a host and a port, not \"\(text)\"", mend: mend)
        }
        return .host(String(host), port: port)
    }

    private static func readTLS(_ value: YAMLValue, directory: String) -> SiteConfiguration.Serve.TLS? {
        guard let reader = value.mapping(tlsKeys) else { return nil }
        let certificate = reader.required("certificate", example: "/etc/wayside/tls.pem")?.text(limit: 4096)
        let key = reader.required("key", example: "/etc/wayside/tls.key")?.text(limit: 4096)
        guard let certificate, let key else { return nil }
        return .init(
            certificate: PathResolution.resolve(certificate, in: directory),
            key: PathResolution.resolve(key, in: directory))
    }

    private static func readHost(_ value: YAMLValue) -> String? {
        guard let name = value.text(limit: 253) else { return nil }
        let isName = name.utf8.allSatisfy { letter in
            letter == 0x2D || letter == 0x2E || (0x30...0x39).contains(letter) || (0x61...0x7A).contains(letter)
        }
        guard isName else {
            return value.problem(
                "\"\(name)\" is not a host's name", mend: "write it like wayside.example.org, small letters")
        }
        return name
    }

    private static func readAnonymous(_ value: YAMLValue) -> SiteConfiguration.Serve.Anonymous? {
        guard let word = value.text(limit: 16) else { return nil }
        guard let found = SiteConfiguration.Serve.Anonymous(rawValue: word) else {
            return value.problem("`anonymous` cannot be \"\(word)\"", mend: "use read, public or none")
        }
        return found
    }
}
