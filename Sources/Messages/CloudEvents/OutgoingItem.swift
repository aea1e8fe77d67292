public import Base
public import Score

/// One entry of the ledger on its way out.
public struct OutgoingItem: Hashable, Sendable {
    public let entry: LedgerEntry
    /// The event's line as it was published; nil for other entries, and when it has been erased.
    public let line: String?

    /// Makes an item.
    public init(entry: LedgerEntry, line: String?) { (self.entry, self.line) = (entry, line) }

    /// What was observed; nil when nothing was, or when it has been erased.
    public var event: ObservedEvent? { line.flatMap { RecordedEvent(json: $0)?.event } }
}

/// What a receiver can ask for.
public enum MessageKind: String, CaseIterable, Sendable {
    /// Every observed event, as the ledger has it.
    case events
    /// An event that the policy makes an alarm, at once.
    case alarms
    /// Alarms beyond the budget or in quiet hours, together.
    case digests
    /// An event that counts no more, because an appeal was upheld.
    case reversals
}

/// A message and what kind it is of.
public struct OutgoingMessage: Hashable, Sendable {
    public let kind: MessageKind
    public let event: CloudEvent

    /// Makes a message.
    public init(kind: MessageKind, event: CloudEvent) { (self.kind, self.event) = (kind, event) }
}

/// Makes messages of the ledger's entries. A pure fold: what is sent is decided by the entries and the settings alone, so a
/// message that is made again after a crash is the same message, with the same id and the same bytes.
///
/// Only what was observed and what follows from it becomes a message: what stewards do, their accounts, notes and pictures
/// have no form here.
public struct MessageFold: Sendable {
    private let site: String
    /// Alarms that wait.
    public private(set) var router: AlarmRouter

    /// - Parameter state: where the fold had come to; nil begins anew.
    public init(site: String, alarms: AlarmRouting, state: AlarmRouter.State?) {
        self.site = site
        router = AlarmRouter(alarms, state: state ?? AlarmRouter.State())
    }

    /// The messages that an entry leads to, in order.
    public mutating func take(_ item: OutgoingItem) -> [OutgoingMessage] {
        var messages: [OutgoingMessage] = []
        if let event = item.line.flatMap({ CloudEvent(observed: $0) }) {
            messages.append(OutgoingMessage(kind: .events, event: event))
        }
        for news in router.take(item.entry) {
            switch news {
            case .alarm(let entry):
                if let event = CloudEvent(alarm: entry) {
                    messages.append(OutgoingMessage(kind: .alarms, event: event))
                }
            case .digest(let digest):
                messages.append(OutgoingMessage(kind: .digests, event: CloudEvent(digest, site: site)))
            }
        }
        if let event = CloudEvent(reversal: item.entry) {
            messages.append(OutgoingMessage(kind: .reversals, event: event))
        }
        return messages
    }
}
