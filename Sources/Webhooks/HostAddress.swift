internal import Glibc

/// An address of the Internet Protocol, and whether messages may be sent there.
public enum HostAddress: Hashable, Sendable {
    /// Version 4, first byte highest.
    case v4(UInt32)
    /// Version 6, first byte highest.
    case v6(UInt128)

    /// Reads `192.0.2.1` or `2001:db8::1` in their usual forms, and no others: neither 0177.0.0.1 nor 2130706433.
    public init?(_ text: String) {
        var four = in_addr(), six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            self = .v6(unsafe withUnsafeBytes(of: six) { unsafe HostAddress.number($0) })
        } else {
            return nil
        }
    }

    /// What the system's resolver gives; nil for other kinds of address.
    init?(_ info: addrinfo) {
        guard let address = unsafe info.ai_addr else { return nil }
        switch unsafe info.ai_family {
        case AF_INET:
            let four = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
            self = .v4(UInt32(bigEndian: four.sin_addr.s_addr))
        case AF_INET6:
            let six = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
            self = .v6(unsafe withUnsafeBytes(of: six.sin6_addr) { unsafe HostAddress.number($0) })
        default: return nil
        }
    }

    private static func number(_ bytes: UnsafeRawBufferPointer) -> UInt128 {
        unsafe bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// As it is written.
    public var text: String {
        switch self {
        case .v4(let number): [24, 16, 8, 0].map { "\(number >> $0 & 255)" }.joined(separator: ".")
        case .v6(let number):
            stride(from: 112, through: 0, by: -16).map { String(UInt16(truncatingIfNeeded: number >> $0), radix: 16) }
                .joined(separator: ":")
        }
    }
}

extension HostAddress {
    /// Why a message is not sent to this address unless its host is allowed by name; nil for an address of the public net.
    ///
    /// The list is that of IANA's registries of special-purpose addresses (RFC 6890 and later). An IPv6 address that carries
    /// one of version 4 is judged by that.
    public var refusal: String? {
        switch self {
        case .v4(let number): HostAddress.special4.first { $0.contains(number) }?.name
        case .v6(let number):
            if let carried = HostAddress.carried(number) {
                HostAddress.v4(carried).refusal
            } else {
                HostAddress.special6.first { $0.contains(number) }?.name
            }
        }
    }

    private struct Block<Number: FixedWidthInteger & Sendable>: Sendable {
        let start: Number
        let length: Int
        let name: String
        func contains(_ number: Number) -> Bool { (number ^ start) >> (Number.bitWidth - length) == 0 }
    }

    private static let special4: [Block<UInt32>] = [
        block(0, 0, 8, "this network"), block(10, 0, 8, "private"), block(100, 64, 10, "shared by a provider"),
        block(127, 0, 8, "this machine"), block(169, 254, 16, "link-local"), block(172, 16, 12, "private"),
        Block(start: 0xC000_0000, length: 24, name: "reserved"),
        Block(start: 0xC000_0200, length: 24, name: "for documentation"),
        Block(start: 0xC058_6300, length: 24, name: "reserved"), block(192, 168, 16, "private"),
        block(198, 18, 15, "for measurements"), Block(start: 0xC633_6400, length: 24, name: "for documentation"),
        Block(start: 0xCB00_7100, length: 24, name: "for documentation"), block(224, 0, 4, "multicast"),
        block(240, 0, 4, "reserved"),
    ]

    private static func block(_ first: UInt32, _ second: UInt32, _ length: Int, _ name: String) -> Block<UInt32> {
        Block(start: first << 24 | second << 16, length: length, name: name)
    }

    /// Only 2000::/3 is given out for the public net; of that, what is special.
    private static let special6: [Block<UInt128>] = [
        Block(start: 1, length: 128, name: "this machine"), Block(start: 0xFE80 << 112, length: 10, name: "link-local"),
        Block(start: 0xFC00 << 112, length: 7, name: "private"),
        Block(start: 0xFF00 << 112, length: 8, name: "multicast"),
        Block(start: 0, length: 3, name: "reserved"),
        Block(start: 0x2001_0DB8 << 96, length: 32, name: "for documentation"),
        Block(start: 0x2001 << 112, length: 23, name: "reserved"),
        Block(start: 0x3FFF << 112, length: 20, name: "for documentation"),
        Block(start: 0x4000 << 112, length: 2, name: "reserved"),
        Block(start: 0x8000 << 112, length: 1, name: "reserved"),
    ]

    /// The address of version 4 within one of version 6: mapped (::ffff:0:0/96), compatible (::/96), translated
    /// (64:ff9b::/96), 6to4 (2002::/16).
    private static func carried(_ number: UInt128) -> UInt32? {
        let low = UInt32(truncatingIfNeeded: number), high = number >> 32
        if high == 0xFFFF || high == 0x0064_FF9B << 64 { return low }
        if high == 0, low > 1 { return low }
        if number >> 112 == 0x2002 { return UInt32(truncatingIfNeeded: number >> 80) }
        return nil
    }
}
