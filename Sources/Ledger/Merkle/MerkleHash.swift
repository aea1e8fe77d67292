internal import Crypto

/// A hash of the Merkle tree: SHA-256, as RFC 6962 section 2.1 uses it. A plain value of 32 bytes.
public struct MerkleHash: Hashable, Sendable {
    /// Bytes of a hash.
    public static let count = 32

    /// The bytes in the order of memory; four words, since a million of these lie side by side.
    private var words: Words

    private struct Words: Hashable, Sendable {
        var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0
    }

    /// Takes a hash that was read; nil unless there are 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        words = Words()
        unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyBytes(from: bytes) }
    }

    private init(_ digest: SHA256Digest) {
        words = unsafe digest.withUnsafeBytes { unsafe $0.loadUnaligned(as: Words.self) }
    }

    /// The first byte of what a leaf's and a node's hash are made of.
    static let leafMark: UInt8 = 0
    static let nodeMark: UInt8 = 1

    /// Reads 64 lower-case hexadecimal digits; nil when they are not.
    init?(hexadecimal digits: Span<UInt8>) {
        guard digits.count == 2 * Self.count else { return nil }
        var bytes = InlineArray<32, UInt8>(repeating: 0), isRight = true
        for index in 0..<Self.count {
            let high = Self.value(digits[2 * index]), low = Self.value(digits[2 * index + 1])
            isRight = isRight && high < 16 && low < 16
            bytes[index] = high << 4 | low & 15
        }
        guard isRight else { return nil }
        words = unsafe bytes.span.withUnsafeBytes { unsafe $0.loadUnaligned(as: Words.self) }
    }

    private static func value(_ digit: UInt8) -> UInt8 {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: 0xFF
        }
    }

    /// Appends the 32 bytes.
    func write(to bytes: inout [UInt8]) { unsafe withUnsafeBytes(of: words) { unsafe bytes.append(contentsOf: $0) } }

    /// The 32 bytes.
    public var bytes: [UInt8] { unsafe withUnsafeBytes(of: words) { unsafe Array($0) } }

    /// SHA-256 of some bytes.
    init(hashing bytes: Span<UInt8>) {
        var hash = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        self.init(hash.finalize())
    }

    /// The hash of a tree without leaves: SHA-256 of nothing.
    public static let ofNothing = MerkleHash(SHA256().finalize())

    /// The hash of a leaf: SHA-256 of a zero byte and the leaf's bytes. (The first byte keeps leaves and nodes apart, so that no
    /// node can be passed off as a leaf.) Cost: about 0.4 microseconds, and 2 nanoseconds a byte.
    public static func leaf(_ bytes: Span<UInt8>) -> MerkleHash {
        var hash = SHA256()
        hash.update(leafMark)
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return MerkleHash(hash.finalize())
    }

    /// The hash of a node: SHA-256 of a one byte and the hashes of its halves.
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var hash = SHA256()
        hash.update(nodeMark)
        unsafe withUnsafeBytes(of: left.words) { unsafe hash.update(bufferPointer: $0) }
        unsafe withUnsafeBytes(of: right.words) { unsafe hash.update(bufferPointer: $0) }
        return MerkleHash(hash.finalize())
    }
}

extension MerkleHash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String { hexadecimal(bytes) }
}

extension SHA256 {
    fileprivate mutating func update(_ byte: UInt8) {
        unsafe withUnsafeBytes(of: byte) { unsafe update(bufferPointer: $0) }
    }
}
