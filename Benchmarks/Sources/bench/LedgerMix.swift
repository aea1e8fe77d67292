import Base

/// Observations of a site as a ledger gets them in a quarter: 10 cameras of 5 places each, in order of frame time.
///
/// Of 100 observations 88 are events (most of them people who stay, come in or cross; some that weigh) and 12 accounts of
/// observed time. One event in 1000 comes up to ten minutes late. The same seed gives the same observations.
struct LedgerMix {
    static let words =
        "10 cameras, 50 places, a quarter of a year; 88 of 100 observations are events, 12 accounts of observed time, 1 event in 1000 late"
    static let cameras = 10
    static let placesOfCamera = 5

    /// How a behaviour comes: its share of the events in thousandths, and what it measures.
    private struct Kind {
        let behaviour: Behaviour
        let share: Int
        let measure: (name: String, unit: String, from: Double, to: Double)?
    }

    private static let kinds = [
        Kind(behaviour: .zoneEntered, share: 300, measure: ("inside", "s", 1, 900)),
        Kind(behaviour: .lineCrossed, share: 280, measure: nil),
        Kind(behaviour: .occupancy, share: 120, measure: ("occupancy", "count", 1, 14)),
        Kind(behaviour: .loitering, share: 120, measure: ("inside", "s", 60, 1200)),
        Kind(behaviour: .motion, share: 60, measure: nil),
        Kind(behaviour: .speeding, share: 40, measure: ("speed", "m/s", 6, 16)),
        Kind(behaviour: .wrongWay, share: 40, measure: nil),
        Kind(behaviour: .exitBlocked, share: 20, measure: ("covered", "ratio", 0.2, 1)),
        Kind(behaviour: .objectLeft, share: 20, measure: nil),
    ]

    private var random: UInt64
    private var number = 0
    private var time_ms = Timestamp.recordingDefault.milliseconds
    private var accounted_ms: [Int: Int64] = [:]

    init(seed: UInt64) { random = seed }

    /// The next observation.
    mutating func next() -> Observation {
        time_ms += 1 + Int64(below(13_000))
        number += 1
        let place = below(Self.cameras * Self.placesOfCamera)
        return below(100) < 88 ? .event(event(place)) : .exposure(account(place))
    }

    private mutating func event(_ place: Int) -> ObservedEvent {
        var share = below(1000)
        let kind =
            Self.kinds.first {
                share -= $0.share; return share < 0
            } ?? Self.kinds[0]
        let late_ms = below(1000) == 0 ? Int64(below(600_000)) : 0
        let time = Timestamp(microseconds: (time_ms - late_ms) * 1000 + Int64(below(1000)))
        let phase: ObservedEvent.Phase = kind.behaviour.kind == .span ? (below(2) == 0 ? .began : .ended) : .instant
        let name = "place-\(place)"
        let stay_ms = phase == .ended ? Int64(below(600_000)) : 0
        var event = ObservedEvent(
            source: source(of: place), behaviour: kind.behaviour, subject: name,
            rule: "\(kind.behaviour.rawValue)@\(name)", phase: phase, time: time,
            start: Timestamp(microseconds: time.microseconds - stay_ms * 1000), startSequence: number)
        if phase == .ended { event.end = time }
        event.classes = [below(10) < 8 ? .person : .vehicle]
        event.confidence = 0.35 + 0.65 * unit()
        event.box = Box(x: 0.8 * unit(), y: 0.6 * unit(), width: 0.2 * unit(), height: 0.4 * unit())
        if let measure = kind.measure {
            event.measures = [
                Measure(measure.name, measure.from + (measure.to - measure.from) * unit(), measure.unit)
            ]
        }
        return event
    }

    private mutating func account(_ place: Int) -> Exposure {
        let start_ms = accounted_ms[place] ?? Timestamp.recordingDefault.milliseconds
        accounted_ms[place] = time_ms
        let blind_ms = below(4) == 0 ? (time_ms - start_ms) / 50 : 0
        return Exposure(
            source: source(of: place), place: "place-\(place)", start: Timestamp(microseconds: start_ms * 1000),
            end: Timestamp(microseconds: time_ms * 1000), observed_ms: time_ms - start_ms - blind_ms,
            blind_ms: blind_ms == 0 ? [] : [.init(reason: "dark", milliseconds: blind_ms)])
    }

    private func source(of place: Int) -> String { "depot/camera-\(place / Self.placesOfCamera)" }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private mutating func bits() -> UInt64 {
        random &+= 0x9E37_79B9_7F4A_7C15
        var mixed = random
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }
    private mutating func below(_ bound: Int) -> Int { Int(bits() % UInt64(bound)) }
}
