internal import Base
public import Score
public import StrictYAML

/// A policy with the bytes of the file it was read from, which the ledger keeps.
public struct PolicyFile: Hashable, Sendable {
    public let policy: Policy
    /// The file as it is; the policy's hash is their SHA-256.
    public let bytes: [UInt8]
    /// The policy's rules as canonical JSON (`Policy.rulesJSON`), with every default written out.
    public let rules: String

    /// SHA-256 of `rules` as 64 lower-case hex digits. Files that differ only in words have the same.
    public var rulesHash: String { ContentHash.sha256Hex(rules) }

    init(policy: Policy, bytes: [UInt8]) {
        (self.policy, self.bytes, rules) = (policy, bytes, policy.rulesJSON)
    }
}

/// Reads `policy.yaml`. Form and meaning: docs/scoring.md, docs/schemas/policy.schema.json.
public enum PolicyReader {
    /// Reads a policy file.
    /// - Throws: everything that is wrong in the file, with line, column and mend.
    public static func read(file: String) throws(Diagnostics) -> PolicyFile {
        try read(text: try YAMLFile.text(of: file), file: file)
    }

    /// The same for text in memory; `file` is only for messages. The hash covers the text's UTF-8 bytes as they are,
    /// comments too, so that `sha256sum policy.yaml` shows the same.
    /// - Parameter isAccepted: whether the text has passed here before, so that its words need not be looked at again: that of a
    ///   policy that a ledger keeps.
    public static func read(
        text: String, file: String, isAccepted: Bool = false
    ) throws(Diagnostics) -> PolicyFile {
        let policy = try YAMLFile.read(text: text, file: file) { root -> Policy? in
            if !isAccepted { PolicyLint.refuse(in: root, text: text) }
            return build(root, hash: ContentHash.sha256Hex(text))
        }
        return PolicyFile(policy: policy, bytes: Array(text.utf8))
    }

    package static let keys = [
        "policy", "id", "version", "title", "reason", "standing", "exposure", "places", "behaviours", "merits",
        "consequences", "alarms", "appeals",
    ]

    private static func build(_ root: YAMLValue, hash: String) -> Policy? {
        guard let reader = root.mapping(keys) else { return nil }
        reader.required("policy", example: "1")?.formatVersion(1)
        let id = reader.required("id", example: "depot")?.identifier()
        let version = reader.required("version", example: "1")?.integer(in: 1...1_000_000)
        let title = reader.required("title")?.text(limit: 200)
        let reason = reader.required("reason")?.text(limit: 2000)
        let terms = reader.required("behaviours").map(PolicyTermReader.terms) ?? []
        var policy = Policy(id: id ?? "", version: version ?? 0, title: title ?? "", reason: reason ?? "", hash: hash)
        policy.terms = terms
        if let standing = reader.optional("standing").flatMap(standing) { policy.standing = standing }
        if let exposure = reader.optional("exposure").flatMap(exposure) { policy.exposure = exposure }
        if let items = reader.optional("places")?.list(item: "place") { policy.places = items.compactMap(place) }
        if let rule = reader.optional("consequences").flatMap(consequences) { policy.consequences = rule }
        if let merits = reader.optional("merits") {
            policy.merits = PolicyMeritReader.merits(merits, taken: terms.map(\.id))
        }
        policy.alarms = reader.optional("alarms").flatMap(PolicyPromiseReader.alarms)
        if let rule = reader.optional("appeals").flatMap(PolicyPromiseReader.appeals) { policy.appeals = rule }
        return policy
    }

    private static func standing(_ value: YAMLValue) -> StandingRule? {
        guard let reader = value.mapping(["start", "shown"]) else { return nil }
        var rule = StandingRule()
        if let start = reader.optional("start")?.milliPoints() { rule.start_mp = start }
        if let shown = reader.optional("shown")?.list(count: 2...2) {
            let ends = shown.compactMap { $0.milliPoints() }
            if ends.count == 2 {
                guard ends[0] < ends[1] else {
                    return reader.optional("shown")?.problem(
                        "`shown` has its ends the wrong way round", mend: "write [least, most]")
                }
                (rule.lowest_mp, rule.highest_mp) = (ends[0], ends[1])
            }
        }
        return rule
    }

    private static func exposure(_ value: YAMLValue) -> ExposureRule? {
        guard let reader = value.mapping(["window", "rated_from"]) else { return nil }
        var rule = ExposureRule()
        if let window = reader.optional("window")?.duration_ms(in: 60_000...31_622_400_000) { rule.window_ms = window }
        if let share = reader.optional("rated_from")?.permille() { rule.ratedFrom_permille = share }
        return rule
    }

    private static func place(_ value: YAMLValue) -> PlaceRule? {
        guard let reader = value.mapping(["place", "criticality", "sensitive_hours"]),
            let selector = reader.required("place", example: "fire-exit")?.placeSelector()
        else { return nil }
        var rule = PlaceRule(selector: selector)
        if let factor = reader.optional("criticality")?.hundredths(in: 0...3) { rule.criticality_percent = factor }
        if let hours = reader.optional("sensitive_hours")?.dailyHours() { rule.sensitiveHours = hours }
        return rule
    }

    private static func consequences(_ value: YAMLValue) -> ConsequenceRule? {
        guard let items = value.list(item: "consequence") else { return nil }
        var rule = ConsequenceRule(), seen: [Consequence] = []
        for item in items {
            guard let reader = item.mapping(["consequence", "level", "below", "from"]),
                let word = reader.required("consequence", example: "alarm")?.word(Consequence.self)
            else { continue }
            if seen.contains(word) { item.problem("`\(word.rawValue)` stands here twice", mend: "keep one") }
            seen.append(word)
            read(word, reader, into: &rule)
        }
        if let below = rule.attentionBelow_mp, let from = rule.commendFrom_mp, below > from {
            value.problem(
                "a place could be commended and marked for attention at once", mend: "set `below` under `from`")
        }
        return rule
    }

    private static func read(_ word: Consequence, _ reader: MappingReader, into rule: inout ConsequenceRule) {
        switch word {
        case .digest:
            reader.required("consequence", example: "alarm")?.problem(
                "`digest` follows by itself for alarms beyond the budget", mend: "remove it; `alarms` sets the budget")
        case .note: reader.refuse(except: ["consequence"], "does not go with note, which follows every event")
        case .alarm:
            reader.refuse(except: ["consequence", "level"], "does not go with alarm")
            rule.alarmFrom = reader.required("level", example: "high")?.word(Level.self)
        case .attention:
            reader.refuse(except: ["consequence", "below"], "does not go with attention")
            rule.attentionBelow_mp = reader.required("below", example: "50")?.milliPoints()
        case .commend:
            reader.refuse(except: ["consequence", "from"], "does not go with commend")
            rule.commendFrom_mp = reader.required("from", example: "95")?.milliPoints()
        }
    }
}
