/// An observed behaviour: where, what, when, how sure, and by which rule. It carries nothing that could tell who.
///
/// Track ids never enter an event, and two events have no field by which two visits of one person could be joined.
public struct ObservedEvent: Hashable, Sendable {
    /// Whether the event is a moment, the beginning or the end of a stay.
    public enum Phase: String, CaseIterable, Sendable { case instant, began, ended }

    /// `site/camera`.
    public let source: String
    public let behaviour: Behaviour
    /// The place; the camera for behaviours that concern the camera itself.
    public let subject: String
    /// Id of the rule that decided.
    public let rule: String
    public let phase: Phase
    /// Time of the deciding frame.
    public let time: Timestamp
    /// When the stay, crossing or condition began; not after `time`.
    public let start: Timestamp
    /// Number of the frame at `start`, and which of the events of this rule with that start frame it is (from 0).
    public let startSequence: Int
    public let ordinal: Int
    /// When the stay ended; only for phase `ended`.
    public var end: Timestamp?
    public var direction: Direction?
    public var reason: TamperReason?
    /// Why there was no signal; only for `signal-lost`. In JSON it is the `reason`.
    public var loss: LossReason?
    public var classes: [ObjectClass] = []
    /// How sure the detector is, 0...1.
    public var confidence: Double = 1
    /// The region at the deciding frame.
    public var box: Box?
    public var measures: [Measure] = []
    /// The same for the same recording, rule and start; 32 hex digits. A second delivery is therefore harmless.
    /// `began` and `ended` of one stay differ only by their phase. The start frame is named by its time and its number:
    /// numbers begin again with every run of a camera, and must not make a new event look like an old one. It is made with the
    /// event, since everything that is done with one asks for it.
    public let id: String
    /// The id of the event that began the stay which this one ends; nil for other phases, and for a recorded event of which
    /// it is not known.
    public package(set) var beganID: String?

    /// Makes an event; fields that not every behaviour has are set afterwards. Cost: about half a microsecond.
    public init(
        source: String, behaviour: Behaviour, subject: String, rule: String, phase: Phase,
        time: Timestamp, start: Timestamp, startSequence: Int, ordinal: Int = 0
    ) {
        let name = EventName(
            source: source, rule: rule, start: start, startSequence: startSequence, ordinal: ordinal)
        self.init(
            source: source, behaviour: behaviour, subject: subject, rule: rule, phase: phase, time: time, start: start,
            startSequence: startSequence, ordinal: ordinal, id: name.id(in: phase))
        if phase == .ended { beganID = name.id(in: .began) }
    }

    /// An event that was written with this id.
    init(
        source: String, behaviour: Behaviour, subject: String, rule: String, phase: Phase, time: Timestamp,
        start: Timestamp, startSequence: Int, ordinal: Int, id: String
    ) {
        self.id = id
        (self.source, self.behaviour, self.subject, self.rule) = (source, behaviour, subject, rule)
        (self.phase, self.time, self.start) = (phase, time, start)
        (self.startSequence, self.ordinal) = (startSequence, ordinal)
    }

    /// The word for the tamper or loss reason; nil for behaviours that have none.
    public var reasonName: String? { reason?.rawValue ?? loss?.rawValue }

    /// The ONVIF topic (or ours), without `tns1:`.
    public var topic: String { reason?.topic ?? behaviour.topic }

    /// CloudEvents `type`.
    public var type: String { "wayside.observed.\(behaviour.rawValue).v1" }
}

/// What an event's id is made of.
private struct EventName {
    let source: String
    let rule: String
    let start: Timestamp
    let startSequence: Int
    let ordinal: Int

    /// The fields in their text form with U+001F between them.
    func id(in phase: ObservedEvent.Phase) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(128)
        text.append(contentsOf: source.utf8)
        text.append(0x1F)
        text.append(contentsOf: rule.utf8)
        text.append(0x1F)
        text.append(contentsOf: phase.rawValue.utf8)
        text.append(0x1F)
        text.append(decimal: start.microseconds)
        text.append(0x1F)
        text.append(decimal: Int64(startSequence))
        text.append(0x1F)
        text.append(decimal: Int64(ordinal))
        return fnv1a128(text.span)
    }
}

/// A measured number with its unit, e.g. `occupancy` 5 `count`, `inside` 21.4 `s`.
public struct Measure: Hashable, Sendable {
    public let name: String
    public let value: Double
    public let unit: String
    /// Makes a measure; `unit` is a UCUM or plain word: `s`, `count`, `deg`, `m/s`, `ratio`.
    public init(_ name: String, _ value: Double, _ unit: String) {
        (self.name, self.value, self.unit) = (name, value, unit)
    }
}

/// FNV-1a with 128 bits (RFC 9923), as 32 lower-case hex digits. Not a cryptographic hash: it names things, the ledger
/// proves them.
package func fnv1a128(_ text: String) -> String { fnv1a128(text.utf8.span) }

/// The same of bytes.
package func fnv1a128(_ text: Span<UInt8>) -> String {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b
    for index in text.indices { hash = (hash ^ UInt128(text[index])) &* prime }
    var digits = [UInt8](repeating: 0, count: 32)
    for index in digits.indices.reversed() {
        let digit = UInt8(truncatingIfNeeded: hash & 15)
        digits[index] = digit < 10 ? 48 + digit : 87 + digit
        hash >>= 4
    }
    return String(decoding: digits, as: UTF8.self)
}
