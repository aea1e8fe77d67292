/// An event as it was published: what was observed, by which detector it was decided, and the policy under which it had
/// been scored when it was written.
public struct RecordedEvent: Hashable, Sendable {
    /// Its `id` is the one that was written; `startSequence` and `ordinal`, which are not, are 0. Times are whole
    /// milliseconds, numbers have the decimals with which they were written.
    public let event: ObservedEvent
    /// E.g. `wayside-motion/1`.
    public let detector: String
    /// Content hash of the policy; nil when the event was not scored.
    public let policy: String?

    /// Reads what `ObservedEvent.json(detector:policy:)` writes; nil when the text is not exactly that.
    public init?(json: String) {
        var reader = RecordedEventReader()
        guard let event = reader.read(json) else { return nil }
        self = event
    }

    init(event: ObservedEvent, detector: String, policy: String?) {
        (self.event, self.detector, self.policy) = (event, detector, policy)
    }

    /// The line from which it was read, byte for byte.
    public var json: String { event.json(detector: detector, policy: policy) }
}

/// Reads many recorded events. Names that come again and again (cameras, places, rules) are made into strings once.
/// Cost: about 2 microseconds for an event of 500 bytes.
public struct RecordedEventReader: Sendable {
    private var names = NameTable()

    /// Makes a reader with nothing remembered.
    public init() {}

    /// Reads what `ObservedEvent.json(detector:policy:)` writes; nil when the text is not exactly that.
    public mutating func read(_ json: String) -> RecordedEvent? { read(json.utf8.span) }

    /// The same for UTF-8 bytes.
    public mutating func read(_ json: Span<UInt8>) -> RecordedEvent? {
        var bytes = CanonicalBytes(json)
        guard bytes.take("{\"specversion\":\"1.0\",\"id\":"), let id = text(&bytes),
            bytes.take(",\"source\":"), let source = name(&bytes),
            bytes.take(",\"type\":\"wayside.observed."), let behaviour = behaviour(&bytes),
            bytes.take(".v1\",\"subject\":"), let subject = name(&bytes),
            bytes.take(",\"time\":"), let time = bytes.time(),
            bytes.take(",\"data\":{\"topic\":\"tns1:"), let topic = bytes.topic(),
            bytes.take(",\"rule\":"), let rule = name(&bytes),
            bytes.take(",\"phase\":"), let phase = bytes.word(among: EventWords.phases),
            bytes.take(",\"start\":"), let start = bytes.time()
        else { return nil }
        var event = ObservedEvent(
            source: source, behaviour: behaviour, subject: subject, rule: rule, phase: phase, time: time, start: start,
            startSequence: 0, ordinal: 0, id: id)
        guard readDetails(&bytes, into: &event), readMeasures(&bytes, into: &event), bytes.take(",\"detector\":"),
            let detector = name(&bytes)
        else { return nil }
        var policy: String?
        if bytes.take(",\"policy\":") {
            guard let hash = name(&bytes) else { return nil }
            policy = hash
        }
        guard bytes.take("}}"), bytes.atEnd, topic == event.topic else { return nil }
        return RecordedEvent(event: event, detector: detector, policy: policy)
    }

    private func readDetails(_ bytes: inout CanonicalBytes, into event: inout ObservedEvent) -> Bool {
        if bytes.take(",\"end\":") {
            guard let end = bytes.time() else { return false }
            event.end = end
        }
        if bytes.take(",\"direction\":") {
            guard let direction = bytes.word(among: EventWords.directions) else { return false }
            event.direction = direction
        }
        if bytes.take(",\"reason\":") {
            if let reason = bytes.word(among: EventWords.tampers) {
                event.reason = reason
            } else {
                guard let loss = bytes.word(among: EventWords.losses) else { return false }
                event.loss = loss
            }
        }
        if bytes.take(",\"classes\":[") {
            repeat {
                guard let found = bytes.word(among: EventWords.classes) else { return false }
                event.classes.append(found)
            } while bytes.take(",")
            guard bytes.take("]") else { return false }
        }
        guard bytes.take(",\"confidence\":"), let confidence = bytes.number(decimals: 3) else { return false }
        event.confidence = confidence
        return true
    }

    private mutating func readMeasures(_ bytes: inout CanonicalBytes, into event: inout ObservedEvent) -> Bool {
        if bytes.take(",\"box\":[") {
            guard let x = bytes.number(decimals: 4), bytes.take(","), let y = bytes.number(decimals: 4),
                bytes.take(","), let width = bytes.number(decimals: 4), bytes.take(","),
                let height = bytes.number(decimals: 4), bytes.take("]")
            else { return false }
            event.box = Box(x: x, y: y, width: width, height: height)
        }
        guard bytes.take(",\"measures\":{") else { return true }
        repeat {
            guard let measure = name(&bytes), bytes.take(":{\"value\":"), let value = bytes.number(decimals: 3),
                bytes.take(",\"unit\":"), let unit = name(&bytes), bytes.take("}")
            else { return false }
            event.measures.append(Measure(measure, value, unit))
        } while bytes.take(",")
        return bytes.take("}")
    }

    private func text(_ bytes: inout CanonicalBytes) -> String? {
        guard let (range, escaped) = bytes.stringRange() else { return nil }
        return escaped ? bytes.escapedText(range) : bytes.plainText(range)
    }

    private mutating func name(_ bytes: inout CanonicalBytes) -> String? {
        guard let (range, escaped) = bytes.stringRange() else { return nil }
        return escaped ? bytes.escapedText(range) : names.text(bytes.part(range))
    }

    private func behaviour(_ bytes: inout CanonicalBytes) -> Behaviour? {
        for (word, behaviour) in EventWords.behaviours where bytes.take(word) { return behaviour }
        return nil
    }
}

/// The words of an event's closed lists, as bytes.
private enum EventWords {
    /// Longer ones are not hidden by shorter ones, since none begins with another.
    static let behaviours = bytes(of: Behaviour.allCases)
    static let phases = bytes(of: [ObservedEvent.Phase.instant, .began, .ended])
    static let directions = bytes(of: Direction.allCases)
    static let tampers = bytes(of: TamperReason.allCases)
    static let losses = bytes(of: LossReason.allCases)
    static let classes = bytes(of: ObjectClass.allCases)
    /// Every topic an event can have.
    static let topics: [(bytes: [UInt8], topic: String)] =
        (Behaviour.allCases.map(\.topic) + TamperReason.allCases.map(\.topic)).map { (Array(($0 + "\"").utf8), $0) }

    private static func bytes<Word: RawRepresentable>(of words: [Word]) -> [([UInt8], Word)]
    where Word.RawValue == String {
        words.map { (Array($0.rawValue.utf8), $0) }
    }
}

extension CanonicalBytes {
    /// One of a list of words, in quotes.
    fileprivate mutating func word<Word>(among words: [([UInt8], Word)]) -> Word? {
        let start = position
        guard take("\"") else { return nil }
        for (bytes, word) in words where take(bytes) {
            if take("\"") { return word }
            break
        }
        position = start
        return nil
    }

    /// The rest of a known topic up to its closing quote.
    fileprivate mutating func topic() -> String? {
        for (bytes, topic) in EventWords.topics where take(bytes) { return topic }
        return nil
    }
}
