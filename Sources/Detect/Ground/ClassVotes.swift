import Base

/// Votes over time for the coarse class of one object, one for each frame in which it could be measured, weighed by the
/// frame's time so that the frame rate does not matter. Old votes fade.
struct ClassVotes: Sendable {
    /// A class is given after so many agreeing votes, over so much time, of which it has this share.
    static let leastVotes = 4
    static let least_s = 0.4
    static let givenShare = 0.75
    /// It is kept until its share falls below this one.
    static let keptShare = 0.5
    /// After this time a vote counts half as much, roughly.
    static let memory_s = 3.0

    private var person_s = 0.0
    private var vehicle_s = 0.0
    private var neither_s = 0.0
    /// Votes for what leads since it leads, counted to `leastVotes`.
    private var votes = 0
    private var leader: ObjectClass?
    /// The class that is given now; nil while none is.
    private(set) var objectClass: ObjectClass?

    /// Share of the votes that are for the class that is given, 0...1; 0 without one.
    var share: Double { objectClass.map(share(of:)) ?? 0 }

    /// Takes what one frame says.
    /// - Parameters:
    ///   - vote: `.person`, `.vehicle`, or nil for neither.
    ///   - elapsed_s: time that the vote stands for; more than a fifth of a second counts as that.
    mutating func add(_ vote: ObjectClass?, elapsed_s: Double) {
        let weight = min(max(elapsed_s, 0), 0.2), keep = 1 - weight / (1.5 * ClassVotes.memory_s)
        person_s = person_s * keep + (vote == .person ? weight : 0)
        vehicle_s = vehicle_s * keep + (vote == .vehicle ? weight : 0)
        neither_s = neither_s * keep + (vote != .person && vote != .vehicle ? weight : 0)
        let ahead: ObjectClass = vehicle_s > person_s ? .vehicle : .person
        if ahead != leader { (leader, votes) = (ahead, 0) }
        if vote == ahead { votes = min(votes + 1, ClassVotes.leastVotes) }
        if let given = objectClass, share(of: given) < ClassVotes.keptShare { objectClass = nil }
        let seconds = ahead == .person ? person_s : vehicle_s
        if votes >= ClassVotes.leastVotes, seconds >= ClassVotes.least_s, share(of: ahead) >= ClassVotes.givenShare {
            objectClass = ahead
        }
    }

    private func share(of objectClass: ObjectClass) -> Double {
        let all = person_s + vehicle_s + neither_s
        return all > 0 ? (objectClass == .person ? person_s : vehicle_s) / all : 0
    }
}
