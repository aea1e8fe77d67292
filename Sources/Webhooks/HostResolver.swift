internal import Glibc

/// Asks for the addresses of a name.
public struct HostResolver: Sendable {
    let resolve: @Sendable (_ host: String) -> [HostAddress]

    /// Asks by a function of one's own.
    public init(_ resolve: @escaping @Sendable (_ host: String) -> [HostAddress]) { self.resolve = resolve }

    /// Asks the system; blocks.
    public static let system = HostResolver { look(up: $0) }

    private static func look(up host: String) -> [HostAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [HostAddress] = []
        var next = unsafe list
        while let info = unsafe next {
            if let address = unsafe HostAddress(info.pointee), !addresses.contains(address) {
                addresses.append(address)
            }
            unsafe next = info.pointee.ai_next
        }
        return addresses
    }

    /// The address to connect to, checked: when one of a name's addresses is not of the public net, none is used, since the
    /// next question could be answered otherwise.
    /// - Returns: an address, or why there is none.
    func checked(_ host: String, isAllowed: Bool) -> Result<HostAddress, RefusedAddress> {
        let addresses = resolve(host)
        guard let first = addresses.first else { return .failure(RefusedAddress(reason: "\(host) has no address")) }
        if !isAllowed, let bad = addresses.first(where: { $0.refusal != nil }), let why = bad.refusal {
            let words = "\(host) is at \(bad.text) (\(why)); name the host in `private_hosts` if that is meant"
            return .failure(RefusedAddress(reason: words))
        }
        return .success(first)
    }
}

/// Why nothing is sent to a host.
struct RefusedAddress: Error, Hashable {
    let reason: String
}
