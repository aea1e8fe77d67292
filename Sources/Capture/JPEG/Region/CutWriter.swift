/// Writes the bytes of a JPEG image: markers, and entropy-coded bits with their stuffing (T.81, B.1.1.5).
@safe struct CutWriter: ~Copyable {
    private var storage: UnsafeMutableBufferPointer<UInt8>
    private var count = 0
    /// Bits that are not yet a word, the lowest ones; fewer than 32 between calls.
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// - Parameter expected: about how many bytes there will be; more are taken when needed.
    init(expecting expected: Int) { unsafe storage = .allocate(capacity: expected) }

    deinit { unsafe storage.deallocate() }

    /// What was written.
    var bytes: Span<UInt8> {
        @_lifetime(borrow self) get {
            let span = unsafe Span(_unsafeElements: UnsafeBufferPointer(rebasing: storage[..<count]))
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Makes room for some bytes. Nothing can be written without it.
    mutating func reserve(_ more: Int) {
        if unsafe storage.count - count >= more { return }
        let larger = unsafe UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count + max(more, storage.count))
        for i in 0..<count { unsafe larger[i] = storage[i] }
        unsafe storage.deallocate()
        unsafe storage = larger
    }

    mutating func write(byte: UInt8) {
        unsafe precondition(count < storage.count, "there is room for what is written")
        unsafe storage[count] = byte
        count += 1
    }

    /// Writes two bytes, the upper one first.
    mutating func write(word: Int) {
        write(byte: UInt8(truncatingIfNeeded: word >> 8))
        write(byte: UInt8(truncatingIfNeeded: word))
    }

    /// Writes up to 32 bits, the lowest of `bits`; the others are zero.
    @inline(__always)
    mutating func write(_ bits: UInt64, count: Int) {
        pending = pending &<< UInt64(truncatingIfNeeded: count) | bits
        pendingCount &+= count
        if pendingCount < 32 { return }
        pendingCount &-= 32
        flush(UInt32(truncatingIfNeeded: pending &>> UInt64(truncatingIfNeeded: pendingCount)))
    }

    /// Fills up the last byte with ones (T.81, F.1.2.3).
    mutating func finishBits() {
        let fill = -pendingCount & 7
        write((1 << UInt64(fill)) - 1, count: fill)
        while pendingCount > 0 {
            pendingCount -= 8
            stuffed(UInt8(truncatingIfNeeded: pending >> UInt64(pendingCount)))
        }
    }

    @inline(__always)
    private mutating func flush(_ word: UInt32) {
        // Whether a byte is 0xFF: one of the inverse is zero.
        if _slowPath((~word &- 0x0101_0101) & word & 0x8080_8080 != 0) {
            stuffed(word)
            return
        }
        unsafe precondition(count + 4 <= storage.count, "there is room for what is written")
        unsafe UnsafeMutableRawBufferPointer(storage).storeBytes(
            of: word.bigEndian, toByteOffset: count, as: UInt32.self)
        count &+= 4
    }

    @inline(never)
    private mutating func stuffed(_ word: UInt32) {
        for shift in [24, 16, 8, 0] as [UInt32] { stuffed(UInt8(truncatingIfNeeded: word >> shift)) }
    }

    private mutating func stuffed(_ byte: UInt8) {
        write(byte: byte)
        if byte == 0xFF { write(byte: 0) }
    }
}
