internal import Base
internal import CV4L2

/// The driver's buffers, mapped into our memory; unmapped and given up when they are let go of, before the device closes.
@safe struct MappedBuffers: ~Copyable {
    /// Eight buffers are 267 ms of pictures at 30 a second: as long as a picture may take to be looked at before the driver
    /// has nowhere to put the next one. Four would be lost to one slow commit of the ledger; more would only make old
    /// pictures older.
    static let wanted: UInt32 = 8
    /// More than libv4l2 and the kernel grant.
    private static let most = 32

    let descriptor: DeviceDescriptor
    private var requested = false
    private var mapped: [UnsafeMutableRawBufferPointer] = unsafe []

    /// Takes the device; nothing is mapped yet.
    init(_ descriptor: consuming DeviceDescriptor) { self.descriptor = descriptor }

    deinit {
        for index in 0..<count { unsafe cv4l2_unmap(mapped[index].baseAddress, mapped[index].count) }
        // Fails when the device has gone; then there is nothing to give up.
        if requested { cv4l2_request_buffers(descriptor.number, 0) }
    }

    var count: Int { unsafe mapped.count }

    /// Asks for buffers and maps them; what was mapped when it fails is unmapped with the rest.
    mutating func map() throws(CameraFault) {
        let device = descriptor.number
        let granted = try SystemCall.check(cv4l2_request_buffers(device, MappedBuffers.wanted), "VIDIOC_REQBUFS")
        requested = true
        guard (2...MappedBuffers.most).contains(Int(granted)) else {
            throw CameraFault(.failed, "VIDIOC_REQBUFS: \(granted) buffers granted", mend: SystemCall.mend(.failed))
        }
        for index in 0..<UInt32(granted) {
            var length = 0, offset: Int64 = 0
            try SystemCall.check(unsafe cv4l2_query_buffer(device, index, &length, &offset), "VIDIOC_QUERYBUF")
            var start: UnsafeMutableRawPointer?
            try SystemCall.check(unsafe cv4l2_map(device, length, offset, &start), "mmap")
            unsafe mapped.append(UnsafeMutableRawBufferPointer(start: start, count: length))
        }
    }

    /// Lends the first `count` bytes of a buffer, fewer when it is shorter.
    func withBytes<Result>(_ index: Int, count: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let buffer = unsafe UnsafeRawBufferPointer(rebasing: mapped[index].prefix(count))
        return unsafe body(Span(_unsafeBytes: buffer))
    }
}
