package import Base
package import Score

/// All that a report shows, as values: the page is a pure function of it, so the same replay gives the same page.
package struct ReportContent: Sendable {
    /// Title of the recording.
    package var title: String
    package var site: String
    package var camera: CameraSettings
    /// What the site or the camera is watched for.
    package var purpose: String?
    /// Size of the full picture in pixels; overlays take their aspect from it.
    package var pictureSize: PixelSize
    /// First and last frame time.
    package var start: Timestamp
    package var end: Timestamp
    package var detector: String
    package var policy: Policy
    /// In the order in which they were committed.
    package var events: [ReportedEvent] = []
    /// Everything the ledger holds about this camera and its places.
    package var entries: [LedgerEntry] = []
    /// Frames in, skipped by reason, entries and so on, in the order in which they are shown.
    package var counts: [ReportedCount] = []
    /// Sentences the reader should know, e.g. that a rule is not supported yet.
    package var notes: [String] = []

    /// Makes a report without events.
    package init(
        title: String, site: String, camera: CameraSettings, pictureSize: PixelSize, start: Timestamp, end: Timestamp,
        detector: String, policy: Policy
    ) {
        (self.title, self.site, self.camera, self.pictureSize) = (title, site, camera, pictureSize)
        (self.start, self.end, self.detector, self.policy) = (start, end, detector, policy)
        purpose = camera.purpose
    }

    /// `site/camera`, as events name it.
    package var source: String { "\(site)/\(camera.id)" }
}

/// One event with its entry and, where one was taken, its picture.
package struct ReportedEvent: Sendable {
    package var event: ObservedEvent
    package var entry: EventEntry?
    /// The deciding frame as JPEG bytes: masks black, everything that moved pixelated.
    package var picture: [UInt8]?

    /// Makes an event with what the ledger says about it.
    package init(event: ObservedEvent, entry: EventEntry?, picture: [UInt8]? = nil) {
        (self.event, self.entry, self.picture) = (event, entry, picture)
    }

    /// Whether the event is shown as a card with its picture.
    package var hasCard: Bool { event.phase != .ended && event.behaviour.kind != .count }
}

/// One counted thing.
package struct ReportedCount: Sendable {
    package var name: String
    package var value: String
    /// Makes a count.
    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}
