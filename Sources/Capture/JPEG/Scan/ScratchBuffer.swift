/// Memory that is kept from scan to scan and only grows. Whoever reads it has written it before.
@safe struct ScratchBuffer<Element: BitwiseCopyable>: ~Copyable {
    private var elements: UnsafeMutableBufferPointer<Element>

    init() { unsafe elements = .allocate(capacity: 0) }

    deinit { unsafe elements.deallocate() }

    /// Makes room for so many; what was in it may be gone.
    mutating func reserve(_ count: Int) {
        if unsafe elements.count >= count { return }
        unsafe elements.deallocate()
        // Not initialised: what nobody writes is never touched.
        unsafe elements = .allocate(capacity: count)
    }

    /// The first element.
    @inline(__always)
    var first: UnsafeMutablePointer<Element> {
        guard let first = unsafe elements.baseAddress else { preconditionFailure("room is made before it is used") }
        return unsafe first
    }
}
