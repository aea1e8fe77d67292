public import Base

/// What a score is about: a place, or the camera itself for behaviours that concern the camera. Never a person.
public struct Subject: Hashable, Sendable, Comparable {
    /// `site/camera`.
    public let source: String
    /// Id of the place, or of the camera.
    public let id: String

    /// Makes a subject.
    public init(source: String, id: String) { (self.source, self.id) = (source, id) }

    /// `site/camera/place`, the name under which a person asks for it.
    public var path: String { source + "/" + id }

    /// A camera is a subject of events, but no place.
    public var isPlace: Bool { !source.hasSuffix("/" + id) }

    /// Order by path parts, so that lists are the same everywhere.
    public static func < (a: Subject, b: Subject) -> Bool {
        a.source == b.source ? a.id < b.id : a.source < b.source
    }
}

extension ObservedEvent {
    /// What the event is about.
    public var scoredSubject: Subject { Subject(source: source, id: subject) }
}

/// Names places in a policy: `fire-exit`, `bay/fire-exit` or `depot/bay/fire-exit`. Its parts must equal the last parts
/// of the subject's path.
public struct PlaceSelector: Hashable, Sendable {
    public let text: String

    /// Makes a selector; the policy reader refuses empty parts.
    public init(_ text: String) { self.text = text }

    /// Whether the selector names this subject.
    public func matches(_ subject: Subject) -> Bool {
        let path = subject.path
        return path == text || path.hasSuffix("/" + text)
    }
}
