internal import CV4L2

/// An open camera; closed when it is let go of.
struct DeviceDescriptor: ~Copyable {
    let number: Int32

    /// Opens a device that gives pictures.
    init(path: String) throws(CameraFault) {
        number = try SystemCall.check(unsafe cv4l2_open(path), "open")
    }

    deinit { cv4l2_close(number) }

    /// Who the device says it is.
    /// - Throws: `not a camera` when this node gives no pictures: webcams have another one for metadata.
    func card() throws(CameraFault) -> cv4l2_card {
        var card = cv4l2_card()
        try SystemCall.check(unsafe cv4l2_query_card(number, &card), "VIDIOC_QUERYCAP")
        guard card.captures else { throw SystemCall.notACamera }
        return card
    }
}
