import Base
import StrictYAML

/// Reads one rule of a camera against the camera's places.
struct RuleReader {
    /// Ids of all places that were declared, also of those whose shape was refused.
    let placeIDs: [String]
    let places: [Place]
    let calibrated: Bool

    /// The rule, or nil after its problems were noted.
    func read(_ value: YAMLValue) -> RuleSettings? {
        guard let rule = value.mapping(RuleForm.allKeys) else { return nil }
        guard let behaviour = rule.required("behaviour")?.word(Behaviour.self) else { return nil }
        let form = RuleForm.of(behaviour)
        rule.refuse(except: form.keys, "does not go with \(behaviour.rawValue)")
        for key in form.required { _ = rule.required(key, example: RuleForm.example(key)) }

        let place = readPlace(rule, behaviour, form)
        let id = rule.optional("id")?.identifier() ?? defaultID(behaviour, place)
        var settings = RuleSettings(id: id, behaviour: behaviour, place: place)
        readParameters(rule, into: &settings)
        readCommon(rule, into: &settings)
        if behaviour == .speeding, !calibrated {
            rule.value.problem("speeding needs a calibrated camera", mend: "add `calibration` to the camera")
        }
        return settings
    }

    private func defaultID(_ behaviour: Behaviour, _ place: String?) -> String {
        place.map { "\(behaviour.rawValue)@\($0)" } ?? behaviour.rawValue
    }

    private func readPlace(_ rule: MappingReader, _ behaviour: Behaviour, _ form: RuleForm) -> String? {
        if form.place == .none { return nil }
        let found =
            form.place == .optionalZone
            ? rule.optional("place") : rule.required("place", example: placeIDs.first ?? "gate")
        guard let value = found, let id = value.identifier() else { return nil }
        guard placeIDs.contains(id) else {
            let mend = placeIDs.isEmpty ? "add it to `places`" : suggestion(for: id, among: placeIDs)
            return value.problem("there is no place `\(id)` at this camera", mend: mend)
        }
        guard let place = places.first(where: { $0.id == id }) else { return nil }  // its shape was refused already
        switch (form.place, place.shape) {
        case (.line, .zone):
            value.problem(
                "\(behaviour.rawValue) needs a line, but `\(id)` is a zone", mend: "name a place with a `line`")
        case (.zone, .line), (.optionalZone, .line):
            value.problem(
                "\(behaviour.rawValue) needs a zone, but `\(id)` is a line", mend: "name a place with a `zone`")
        default: break
        }
        return id
    }

    private func readParameters(_ rule: MappingReader, into settings: inout RuleSettings) {
        let week_ms: Int64 = 7 * 86_400_000
        if let after = rule.optional("after")?.duration_ms(in: 0...week_ms) { settings.after_ms = after }
        settings.moreThan = rule.optional("more_than")?.integer(in: 0...1000)
        if let direction = rule.optional("direction")?.word(Direction.self) { settings.direction = direction }
        settings.allowedBearing_deg = rule.optional("allowed")?.number(in: 0...360)
        if let spread = rule.optional("spread")?.number(in: 1...179) { settings.spread_deg = spread }
        settings.over_mps = rule.optional("over")?.number(above: 0, most: 200)
    }

    private func readCommon(_ rule: MappingReader, into settings: inout RuleSettings) {
        if let classes = rule.optional("classes") { settings.classes = readClasses(classes) }
        if let confidence = rule.optional("confidence")?.number(in: 0...1) { settings.confidence = confidence }
        if let hours = rule.optional("hours")?.dailyHours() { settings.hours = hours }
        settings.debounce_ms = rule.optional("debounce")?.duration_ms(in: 0...3_600_000)
    }

    private func readClasses(_ value: YAMLValue) -> Set<ObjectClass> {
        var classes: Set<ObjectClass> = []
        let words = ObjectClass.allCases.map(\.rawValue)
        for item in value.list(count: 1...words.count) ?? [] {
            if let text = item.rawText,
                ["face", "faces", "plate", "plates", "licence-plate", "license-plate"].contains(text)
            {
                item.problem(
                    "the class \"\(text)\" tells who someone is, and Wayside does not look at that", mend: oneOf(words))
            } else if let known = item.word(ObjectClass.self), !classes.insert(known).inserted {
                item.problem("the class \"\(known.rawValue)\" stands twice", mend: "keep one")
            }
        }
        return classes
    }
}
