internal import CV4L2

/// Filled buffers in hand, oldest first; its storage is that of the beginning for ever.
struct ReadyBuffers {
    private var places: [cv4l2_buffer]
    private var first = 0
    private(set) var count = 0

    /// Makes an empty queue for so many buffers.
    init(capacity: Int) { places = Array(repeating: cv4l2_buffer(), count: capacity) }

    var isEmpty: Bool { count == 0 }
    var hasRoom: Bool { count < places.count }

    /// Puts a buffer behind the others; there must be room.
    mutating func append(_ buffer: cv4l2_buffer) {
        precondition(hasRoom, "there are no more buffers than were mapped")
        places[(first + count) % places.count] = buffer
        count += 1
    }

    /// Takes the oldest.
    mutating func takeFirst() -> cv4l2_buffer? {
        guard count > 0 else { return nil }
        defer { (first, count) = ((first + 1) % places.count, count - 1) }
        return places[first]
    }
}
