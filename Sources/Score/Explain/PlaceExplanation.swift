import Base

/// Why a place stands where it stands: the start and every contribution, which add up to the number shown.
public struct PlaceExplanation: Hashable, Sendable {
    public let standing: Standing
    /// Those of which something is left, in order of time.
    public let contributions: [Contribution]
    /// How many more events there are of which nothing is left.
    public let faded: Int
    public let policy: PolicyName
    /// Appeals about the place or its events.
    public var appeals: [AppealAccount] = []

    /// Explains a standing; `contributions` are all those it was made from.
    public init(_ standing: Standing, contributions: [Contribution], policy: Policy) {
        self.standing = standing
        self.contributions = contributions.filter { $0.remaining_mp != 0 }
        faded = contributions.count - self.contributions.count
        self.policy = PolicyName(policy)
    }

    /// The account line by line, in words for a person.
    public var lines: [String] {
        var lines = [
            "\(standing.subject.path) at \(standing.time.rfc3339)", "  start \(pointsText(standing.start_mp))",
        ]
        lines += contributions.map { part in
            let entries = part.sequences.map { "#\($0)" }.joined(separator: " ")
            return "  \(pointsText(part.remaining_mp, signed: true)) = \(pointsText(part.weight_mp, signed: true)) at "
                + "\(part.time.rfc3339), half-life \(durationText(part.halfLife_ms)), event \(part.evidence), entry \(entries)"
        }
        if faded > 0 { lines.append("  +0.000 from \(faded) older events of which nothing is left") }
        lines.append("  sum \(pointsText(standing.sum_mp))" + shownSuffix)
        lines.append("  " + exposureText)
        if let consequence = standing.consequence { lines.append("  consequence \(consequence.rawValue)") }
        lines.append("  policy \(policy.text)")
        return lines + appeals.flatMap(\.lines)
    }

    private var shownSuffix: String {
        standing.shown_mp == standing.sum_mp ? "" : ", shown as \(pointsText(standing.shown_mp))"
    }

    private var exposureText: String {
        guard let share = standing.exposure.observed_permille else { return "unrated: nothing accounted as observed" }
        let percent = "\(share / 10).\(share % 10) %"
        let blind = standing.exposure.blind_ms.map { ", \($0.reason) \(durationText($0.milliseconds))" }.joined()
        return (standing.isRated ? "observed " : "unrated: observed ") + percent
            + " (\(durationText(standing.exposure.observed_ms))\(blind))"
    }

    /// The account as one JSON object.
    public var json: String { json(whyNot: nil) }

    /// The account as one JSON object, with why no event was raised as its member `why_not`.
    public func json(whyNot: WhyNot?) -> String {
        var json = JSONText()
        json.object { place in
            place.member("subject", standing.subject.path)
            place.member("time", standing.time.rfc3339)
            place.member("start_mp", standing.start_mp)
            place.key("contributions")
            place.array { list in contributions.forEach { $0.write(into: &list) } }
            place.member("faded", Int64(faded))
            place.member("sum_mp", standing.sum_mp)
            place.member("shown_mp", standing.shown_mp)
            place.member("observed_ms", standing.exposure.observed_ms)
            place.key("blind_ms")
            place.object { list in standing.exposure.blind_ms.forEach { list.member($0.reason, $0.milliseconds) } }
            place.key("rated")
            place.bool(standing.isRated)
            if let consequence = standing.consequence { place.member("consequence", consequence.rawValue) }
            policy.write(into: &place)
            place.key("appeals")
            place.array { list in appeals.forEach { $0.write(into: &list) } }
            if let whyNot {
                place.key("why_not")
                whyNot.write(into: &place)
            }
        }
        return json.text
    }
}

extension Contribution {
    func write(into list: inout JSONText) {
        list.object { part in
            part.member("event", evidence)
            part.key("entries")
            part.array { numbers in sequences.forEach { numbers.integer($0) } }
            part.member("time", time.rfc3339)
            part.member("weight_mp", weight_mp)
            part.member("half_life_ms", halfLife_ms)
            part.member("remaining_mp", remaining_mp)
        }
    }
}

/// Which policy made a number.
public struct PolicyName: Hashable, Sendable {
    public let id: String
    public let version: Int
    /// SHA-256 of the policy's file.
    public let hash: String

    /// Names a policy.
    public init(_ policy: Policy) { self.init(id: policy.id, version: policy.version, hash: policy.hash) }

    /// Names a policy.
    public init(id: String, version: Int, hash: String) { (self.id, self.version, self.hash) = (id, version, hash) }

    /// e.g. `starter 1 (sha256 0f3a...)`, the hash in full.
    public var text: String { "\(id) \(version) (sha256 \(hash))" }

    func write(into json: inout JSONText, name: String = "policy") {
        json.key(name)
        json.object { policy in
            policy.member("id", id)
            policy.member("version", Int64(version))
            policy.member("hash", hash)
        }
    }
}

/// A duration in the largest unit that divides it: `72h`, `90s`, `250ms`.
func durationText(_ milliseconds: Int64) -> String {
    for (unit, name) in [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")] as [(Int64, String)]
    where milliseconds != 0 && milliseconds % unit == 0 {
        return "\(milliseconds / unit)\(name)"
    }
    return "\(milliseconds)ms"
}
