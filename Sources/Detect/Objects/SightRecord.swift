import Base

/// What an object finder has said about one track so far.
struct SightRecord: Sendable {
    /// Looks in which it was found, and looks in a row in which it was not.
    private(set) var found = 0
    private(set) var missed = 0
    /// Seconds since it was last found; infinite before.
    private(set) var ago_s = Double.infinity
    /// Smoothed score of the looks in which it was found.
    private(set) var score = 0.0
    /// Scores summed by class, in the order of `ObjectClass.allCases`, older ones fading.
    private var votes = InlineArray<5, Double>(repeating: 0)

    private static let classes = ObjectClass.allCases

    /// Looks that must agree before the finder's word alone is enough.
    static let leastFound = 2

    mutating func pass(elapsed_s: Double) { ago_s += elapsed_s }

    mutating func find(score newScore: Double, objectClass: ObjectClass) {
        score = found == 0 ? newScore : score + (newScore - score) * 0.3
        (found, missed, ago_s) = (found + 1, 0, 0)
        for i in votes.indices {
            votes[i] = votes[i] * 0.9 + (SightRecord.classes[i] == objectClass ? newScore : 0)
        }
    }

    mutating func miss() { missed += 1 }

    /// Found in one of the last looks.
    var isRecent: Bool { ago_s <= 0.7 }
    /// Found often enough, and surely enough, to be believed without any other evidence.
    var isSure: Bool { found >= SightRecord.leastFound && score >= 0.4 }

    /// The class that has most of the votes and half of them; nil before two looks.
    var objectClass: ObjectClass? {
        guard found >= SightRecord.leastFound else { return nil }
        var most = 0, sum = 0.0
        for i in votes.indices {
            sum += votes[i]
            if votes[i] > votes[most] { most = i }
        }
        return votes[most] * 2 >= sum ? SightRecord.classes[most] : nil
    }
}
