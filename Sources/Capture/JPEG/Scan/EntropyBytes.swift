/// The entropy-coded bytes of a scan without stuffing, cut at restart markers, in reverse.
///
/// In reverse, because then a plain load of eight bytes on a little-endian machine has the first of them on top, where codes
/// are read. The stream's first byte is the last of the buffer; behind its end lie `slack` bytes of zero.
@safe struct EntropyBytes: ~Copyable {
    /// Groups of looks that may be done without a look at the end of the bytes.
    static let groupsInSlack = 128
    /// Most bytes of a block: 64 codes of 16 bits with up to 15 value bits each (T.81, F.1.2).
    static let mostPerBlock = 64 * (16 + 15) / 8
    /// Bytes that may be read beyond the end of a segment: as many blocks as there are groups, and a load.
    static let slack = (groupsInSlack + 1) * mostPerBlock + 16

    private var bytes: UnsafeMutableBufferPointer<UInt8>
    /// Where each segment begins; the last one is where the stream ends.
    private(set) var segments: [Int] = []
    /// What ended the stream: the offset in the image of the marker after it, or of its end.
    private(set) var end = 0

    init() { unsafe bytes = .allocate(capacity: 0) }

    deinit { unsafe bytes.deallocate() }

    /// The first byte of the buffer; a place's offset counts from here.
    var base: UnsafePointer<UInt8> {
        // Allocated with at least `slack` bytes before anything is read.
        guard let base = unsafe bytes.baseAddress else { preconditionFailure("bytes are taken before they are read") }
        return unsafe UnsafePointer(base)
    }

    /// Where a segment begins.
    func place(of segment: Int) -> BitPlace { BitPlace(offset: segments[segment] - 8, used: 0) }

    /// Bytes of a segment.
    func count(of segment: Int) -> Int { segments[segment] - segments[segment + 1] }

    /// Takes the stream that begins at `start` out of an image. Cost: about 0.1 ns a byte.
    ///
    /// It ends at the first marker that is not the restart marker expected next; what that is, is for the caller to judge.
    /// - Parameter restarts: whether restart markers belong to the stream.
    mutating func take(_ image: Span<UInt8>, from start: Int, restarts: Bool) {
        reserve(image.count - start)
        segments.removeAll(keepingCapacity: true)
        unsafe segments.append(bytes.count)
        unsafe image.withUnsafeBufferPointer { image in
            guard let source = image.baseAddress, let target = unsafe bytes.baseAddress else { return }
            var read = start, write = unsafe bytes.count
            while true {
                unsafe copyPlain(source, image.count, &read, target, &write)
                guard read + 1 < image.count else {
                    // One byte may be left; it is data unless it is the first half of something.
                    read = image.count
                    break
                }
                // A marker may be preceded by any number of fill bytes (T.81, B.1.1.2).
                var next = read + 1
                while next < image.count, unsafe image[next] == 0xFF { next += 1 }
                guard next < image.count else {
                    read = image.count
                    break
                }
                let code = unsafe image[next]
                if code == 0 {
                    write -= 1
                    unsafe target[write] = 0xFF
                    read = next + 1
                } else if restarts, code == 0xD0 + UInt8((segments.count - 1) & 7) {
                    segments.append(write)
                    read = next + 1
                } else {
                    read = next - 1
                    break
                }
            }
            end = read
            segments.append(write)
            unsafe (target + write - Self.slack).initialize(repeating: 0, count: Self.slack)
        }
    }

    private mutating func reserve(_ count: Int) {
        // Eight more, as whole words are written ahead of what they hold.
        let needed = count + Self.slack + 8
        if unsafe bytes.count >= needed { return }
        unsafe bytes.deallocate()
        unsafe bytes = .allocate(capacity: needed + needed / 4)
        unsafe bytes.initialize(repeating: 0)
    }
}

/// Copies bytes in reverse up to the first 0xFF, eight at a time. `write` is the last place written.
@inline(__always)
private func copyPlain(
    _ source: UnsafePointer<UInt8>, _ count: Int, _ read: inout Int, _ target: UnsafeMutablePointer<UInt8>,
    _ write: inout Int
) {
    while read + 8 <= count {
        let word = unsafe UInt64(littleEndian: UnsafeRawPointer(source + read).loadUnaligned(as: UInt64.self))
        unsafe UnsafeMutableRawPointer(target + write - 8).storeBytes(of: word.byteSwapped, as: UInt64.self)
        // The upper bit of each byte that is 0xFF.
        let full = ((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080
        if full != 0 {
            let plain = full.trailingZeroBitCount >> 3
            // Nearly always it is stuffed: the word that was written has it in its place already.
            if read + plain + 1 < count, unsafe source[read + plain + 1] == 0 {
                read += plain + 2
                write -= plain + 1
                continue
            }
            read += plain
            write -= plain
            return
        }
        read += 8
        write -= 8
    }
    while read < count, unsafe source[read] != 0xFF {
        write -= 1
        unsafe target[write] = source[read]
        read += 1
    }
}
