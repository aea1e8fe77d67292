import Base

/// Reads numbers from the front of bytes.
struct ByteReader {
    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Bytes that are left.
    var count: Int { bytes.count - next }

    mutating func take(_ length: Int) throws(InferenceNonsense) -> [UInt8] {
        guard length <= count else { throw InferenceNonsense(words: "a message ends too early") }
        defer { next += length }
        return Array(bytes[next..<next + length])
    }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type) throws(InferenceNonsense) -> Number {
        try take(MemoryLayout<Number>.size).reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    private mutating func fraction() throws(InferenceNonsense) -> Double {
        let value = Double(bitPattern: try number(UInt64.self))
        // A box may touch the border, where a sum of two fractions may be the last bit too large.
        guard value.isFinite, value >= 0, value <= 1 + 1e-9 else {
            throw InferenceNonsense(words: "a sighting is not within its picture")
        }
        return value
    }

    /// Class (one byte: its place in the list of classes), then x, y, width, height and score as `binary64`.
    mutating func sighting() throws(InferenceNonsense) -> ObjectSighting {
        let index = Int(try number(UInt8.self)), classes = ObjectClass.allCases
        guard index < classes.count else { throw InferenceNonsense(words: "there is no class \(index)") }
        let box = Box(x: try fraction(), y: try fraction(), width: try fraction(), height: try fraction())
        return ObjectSighting(box: box, objectClass: classes[index], score: try fraction())
    }
}

extension [UInt8] {
    mutating func append<Number: FixedWidthInteger & UnsignedInteger>(number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }

    mutating func append(_ sighting: ObjectSighting) {
        append(UInt8(ObjectClass.allCases.firstIndex(of: sighting.objectClass) ?? 0))
        let box = sighting.box, score = Swift.min(Swift.max(sighting.score, 0), 1)
        for value in [box.x, box.y, box.width, box.height, score] { append(number: value.bitPattern) }
    }
}
