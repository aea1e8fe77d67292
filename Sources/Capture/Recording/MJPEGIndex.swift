internal import Glibc

/// Where the images lie in a stream of JPEG images, found by walking their markers (ITU-T T.81, annex B).
///
/// Marker segments are skipped by their length, so that a thumbnail inside one is not taken for an image; entropy-coded
/// data is searched for the next real marker. An image that is cut by the next start of image, or by the end, is listed
/// without its end: the decoder finds it truncated and the run goes on. Bytes outside images are counted.
///
/// Fed in chunks of any size; the result does not depend on where they are cut.
package struct MJPEGIndex: Hashable, Sendable {
    /// One image: its first byte and how many it has.
    package struct Entry: Hashable, Sendable {
        package let offset: Int
        package let count: Int

        package init(offset: Int, count: Int) { (self.offset, self.count) = (offset, count) }
    }

    /// The images found so far, in order.
    package private(set) var entries: [Entry] = []
    /// Bytes that belong to no image: padding, or garbage after which the walk found its way again.
    package private(set) var strayBytes = 0

    private var state = State.outside
    /// Offset of the next byte that will be fed.
    private var position = 0
    /// First byte of the image that is open.
    private var imageStart = 0

    private enum State: Hashable, Sendable {
        /// Between images.
        case outside
        /// Between images, after 0xFF.
        case outsideMarker
        /// In an image where a marker is expected.
        case segments
        /// After 0xFF where a marker is expected.
        case segmentMarker
        /// Before the two length bytes of a segment; `scan` when entropy-coded data follows it.
        case lengthHigh(scan: Bool)
        case lengthLow(high: Int, scan: Bool)
        /// Within a segment.
        case skip(left: Int, scan: Bool)
        /// In entropy-coded data.
        case entropy
        /// In entropy-coded data, after 0xFF.
        case entropyMarker
    }

    /// Starts before the first byte.
    package init() {}

    /// Takes the next bytes of the stream. Costs one pass; entropy-coded data is searched at memory speed.
    package mutating func feed(_ bytes: Span<UInt8>) {
        var i = 0
        while i < bytes.count {
            if case .skip(let left, let scan) = state {
                let step = min(left, bytes.count - i)
                i += step
                state = step < left ? .skip(left: left - step, scan: scan) : afterSegment(scan)
            } else if state == .entropy || state == .outside {
                let next = firstFF(bytes, from: i)
                if state == .outside { strayBytes += next - i }
                guard next < bytes.count else { break }
                state = state == .entropy ? .entropyMarker : .outsideMarker
                i = next + 1
            } else {
                take(bytes[i], at: position + i)
                i += 1
            }
        }
        position += bytes.count
    }

    /// Ends the stream; an image that is still open is listed as it is.
    package mutating func finish() {
        switch state {
        case .outside: break
        case .outsideMarker: strayBytes += 1
        default: close(at: position)
        }
        state = .outside
    }

    private mutating func take(_ byte: UInt8, at offset: Int) {
        switch state {
        case .outsideMarker: takeOutside(byte, at: offset)
        case .segments: if byte == 0xFF { state = .segmentMarker }
        case .segmentMarker: takeMarker(byte, at: offset, otherwise: .segments)
        case .lengthHigh(let scan): state = .lengthLow(high: Int(byte), scan: scan)
        case .lengthLow(let high, let scan):
            let left = high << 8 + Int(byte) - 2  // the length counts its own two bytes
            state = left > 0 ? .skip(left: left, scan: scan) : afterSegment(scan)
        case .entropyMarker:
            switch byte {
            case 0x00, 0xD0...0xD7: state = .entropy  // a stuffed 0xFF, or a restart
            default: takeMarker(byte, at: offset, otherwise: .entropy)
            }
        case .outside, .skip, .entropy: preconditionFailure("these states are walked in feed")
        }
    }

    private mutating func takeOutside(_ byte: UInt8, at offset: Int) {
        switch byte {
        case 0xD8: open(at: offset - 1)
        case 0xFF: strayBytes += 1  // fill byte: the marker may still come
        default:
            strayBytes += 2
            state = .outside
        }
    }

    /// The byte after 0xFF inside an image.
    private mutating func takeMarker(_ byte: UInt8, at offset: Int, otherwise: State) {
        switch byte {
        case 0xFF: break  // fill byte
        case 0xD8:
            close(at: offset - 1)
            open(at: offset - 1)
        case 0xD9:
            close(at: offset + 1)
            state = .outside
        case 0x00, 0x01, 0xD0...0xD7: state = otherwise
        case 0xDA: state = .lengthHigh(scan: true)
        default: state = .lengthHigh(scan: false)
        }
    }

    private func afterSegment(_ scan: Bool) -> State { scan ? .entropy : .segments }

    private mutating func open(at offset: Int) {
        imageStart = offset
        state = .segments
    }

    private mutating func close(at end: Int) {
        entries.append(Entry(offset: imageStart, count: end - imageStart))
    }
}

/// Index of the first 0xFF from `start` on, or the count. `memchr` is several times faster than a loop here, and this is
/// where all bytes of a recording pass.
private func firstFF(_ bytes: Span<UInt8>, from start: Int) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return start }
        guard let found = unsafe memchr(base + start, 0xFF, buffer.count - start) else { return buffer.count }
        return unsafe UnsafeRawPointer(found) - base
    }
}
