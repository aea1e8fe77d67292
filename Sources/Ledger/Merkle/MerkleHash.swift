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
        words = Words()
        guard let a = Self.word(digits, 0), let b = Self.word(digits, 16), let c = Self.word(digits, 32),
            let d = Self.word(digits, 48)
        else { return nil }
        words = Words(a: a, b: b, c: c, d: d)
    }

    /// Eight bytes from sixteen digits, as they lie in memory.
    private static func word(_ digits: Span<UInt8>, _ at: Int) -> UInt64? {
        guard let first = half(digits, at), let second = half(digits, at + 8) else { return nil }
        return UInt64(littleEndian: first | second << 32)
    }

    /// Four bytes from eight digits, the first the lowest: all eight at once, a byte each.
    private static func half(_ digits: Span<UInt8>, _ at: Int) -> UInt64? {
        precondition(at + 8 <= digits.count)
        let text = unsafe UInt64(
            littleEndian: digits.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
        let ones: UInt64 = 0x0101_0101_0101_0101
        // Letters have the bit of 64, and are 9 more than their low four bits.
        let values = (text & (ones &* 15)) &+ (text >> 6 & ones) &* 9
        // Right when writing the values gives the digits again.
        let letters = (values &+ ones &* 6) >> 4 & ones
        guard values & (ones &* 0xF0) == 0, values &+ ones &* 0x30 &+ letters &* 0x27 == text else { return nil }
        var bytes = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF
        bytes = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
        return (bytes | bytes >> 16) & 0xFFFF_FFFF
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
