import Base
import CStrict

/// What libjpeg's strict path makes of an image; asked only where its usual one and the scan differ.
struct Strict {
    let isDone: Bool
    let hasBadCode: Bool
    let pixels: [UInt8]

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ scale: WorkingScale, count: Int) {
        var pixels = [UInt8](repeating: 0, count: count), hasBadCode = false
        isDone = cstrict_decode(
            bytes.baseAddress, bytes.count, Int32(scale.rawValue), &pixels, count, &hasBadCode)
        (self.pixels, self.hasBadCode) = (pixels, hasBadCode)
    }
}
