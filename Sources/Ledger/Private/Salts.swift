internal import Crypto

/// Draws the salts of private content: 16 bytes each. Without a salt of its own, a short note could be guessed from its
/// commitment after the note is erased.
public struct Salts: Sendable {
    /// Bytes of a salt.
    static let count = 16

    let draw: @Sendable () -> [UInt8]

    /// Salts from somewhere else, so that a test is the same in every run.
    /// - Parameter draw: gives 16 bytes, other ones each time.
    package init(_ draw: @escaping @Sendable () -> [UInt8]) { self.draw = draw }

    /// Salts of the system's randomness.
    public static let system = Salts {
        unsafe SymmetricKey(size: .bits128).withUnsafeBytes { unsafe Array($0) }
    }
}
