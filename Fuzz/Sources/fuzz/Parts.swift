/// Where the parts of a JPEG image lie, as well as they can be found; for mutations that know what they change.
struct Parts {
    /// A segment with a length: its marker code, where its marker begins and where its contents lie.
    struct Segment {
        let code: UInt8
        let start: Int
        let body: Range<Int>
    }

    private(set) var segments: [Segment] = []
    /// The bytes after the headers of the first scan, up to the end-of-image marker at the end when there is one.
    private(set) var entropy: Range<Int>

    init(_ image: [UInt8]) {
        entropy = image.count..<image.count
        var at = 2
        while at + 4 <= image.count, image[at] == 0xFF, image[at + 1] >= 0xC0 {
            let length = Int(image[at + 2]) << 8 | Int(image[at + 3])
            guard length >= 2, at + 2 + length <= image.count else { break }
            segments.append(Segment(code: image[at + 1], start: at, body: at + 4..<at + 2 + length))
            at += 2 + length
            if segments.last?.code == 0xDA {
                entropy = at..<max(at, image.count - 2)
                break
            }
        }
    }

    /// Contents of the segments with one of these codes that have any.
    func bodies(_ codes: [UInt8]) -> [Range<Int>] {
        segments.filter { codes.contains($0.code) && !$0.body.isEmpty }.map(\.body)
    }
}
