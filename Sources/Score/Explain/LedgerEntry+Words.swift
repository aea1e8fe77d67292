import Base

extension LedgerEntry {
    /// The entry in words for a person, line by line: what it is about, then what it says.
    public var lines: [String] {
        let head = "entry #\(sequence): \(kind.rawValue) at \(subject.path), \(time.rfc3339)"
        return [head] + content.words.map { "  " + $0 }
    }
}

extension LedgerEntry.Content {
    /// What the entry says, without the members that all entries have.
    fileprivate var words: [String] {
        switch self {
        case .event(let event): ["\(event.behaviour.rawValue) (\(event.phase.rawValue)), event \(event.evidence)"]
        case .adjustment(let change):
            [
                "\(pointsText(change.weight_mp, signed: true)) to what \(change.evidence) weighs",
                "because of \(change.cause)",
            ]
        case .exposure(let account): [account.words]
        case .policyActivation(let activation):
            ["policy \(activation.id) \(activation.version) from then on" + by(activation.author), activation.reason]
        case .merit(let merit): merit.words
        case .reversal(let reversal):
            [
                "takes back event \(reversal.evidence): \(pointsText(reversal.weight_mp, signed: true))",
                "because appeal \(reversal.appeal) was upheld",
            ]
        case .purpose(let purpose): [purpose.text, "for " + list(purpose.uses)]
        case .erasure(let erasure): erasure.words
        case .steward, .authority, .observation, .confirmation, .access: stewardWords
        case .appeal, .reply, .decision, .escalation: appealWords
        }
    }

    private var stewardWords: [String] {
        switch self {
        case .steward(let change): ["\(change.change.rawValue): \(list(change.roles))" + by(change.author)]
        case .authority(let authority):
            ["\(authority.state.rawValue), since \(authority.cause.rawValue)" + by(authority.author)]
                + (authority.entry.map { ["because of entry #\($0)"] } ?? [])
        case .observation(let seen):
            [
                "\(seen.behaviour.rawValue) seen at \(seen.observed.rfc3339), sure by \(pointsText(seen.confidence_permille))"
                    + by(seen.author)
            ]
        case .confirmation(let verdict):
            ["observation #\(verdict.observation) \(verdict.outcome.rawValue)" + by(verdict.author)]
        case .access(let access):
            [
                "\(access.act.rawValue) of \(access.object) for \(access.use.rawValue): \(access.outcome.rawValue)"
                    + by(access.author)
            ]
        default: []
        }
    }

    private var appealWords: [String] {
        switch self {
        case .appeal(let appeal):
            ["appeal \(appeal.number) \(appeal.about.words), to be decided by \(appeal.due.rfc3339)"]
        case .reply(let reply): ["reply to appeal \(reply.appeal)"]
        case .decision(let decision): ["appeal \(decision.appeal) \(decision.outcome.rawValue)" + by(decision.author)]
        case .escalation(let escalation):
            ["appeal \(escalation.appeal) was not decided by \(escalation.due.rfc3339)"]
        default: []
        }
    }
}

extension AppealEntry.About {
    /// As it stands after "appeal 3".
    var words: String {
        switch self {
        case .event(let evidence): "against event \(evidence)"
        case .span(let from, let until): "against everything from \(from.rfc3339) to \(until.rfc3339)"
        }
    }
}

extension ExposureEntry {
    fileprivate var words: String {
        let blind = blind_ms.map { ", \($0.reason) \(durationText($0.milliseconds))" }.joined()
        return "observed \(durationText(observed_ms))\(blind), from \(start.rfc3339)"
    }
}

extension MeritEntry {
    /// The window, and how its weight comes about: the policy's points by what the place matters.
    fileprivate var words: [String] {
        [
            "\(term) from \(start.rfc3339), merit \(evidence)",
            "\(pointsText(weight_mp, signed: true)), half-life \(durationText(halfLife_ms))",
            "  \(pointsText(points_mp, signed: true)) points",
            "  \(pointsText(weight_mp - points_mp, signed: true)) place",
        ]
    }
}

extension ErasureEntry {
    fileprivate var words: [String] {
        ["\(notes.count) notes and pictures erased, \(cause.rawValue)" + by(author)]
            + (eventsBefore.map { ["the text of events before \($0.rfc3339)"] } ?? [])
    }
}

private func by(_ author: String?) -> String { author.map { ", by \($0)" } ?? "" }

private func list<Word: RawRepresentable<String>>(_ words: [Word]) -> String {
    words.map(\.rawValue).joined(separator: ", ")
}
