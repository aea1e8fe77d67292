internal import Base

extension Policy {
    /// Everything that decides numbers, as one line of canonical JSON: what a second implementation needs to work them
    /// out again without reading YAML. Members in a fixed order, whole numbers in the units of these types, every
    /// default written out, `null` where nothing is said. Who wrote the policy and why is not in it, so two policies
    /// with the same rules give the same numbers. Form: docs/scoring.md, "Rules as JSON".
    public var rulesJSON: String {
        var json = JSONText()
        json.object { rules in
            rules.member("rules", 1 as Int64)
            rules.key("standing")
            rules.object {
                $0.member("start_mp", standing.start_mp)
                $0.member("lowest_mp", standing.lowest_mp)
                $0.member("highest_mp", standing.highest_mp)
            }
            rules.key("exposure")
            rules.object {
                $0.member("window_ms", exposure.window_ms)
                $0.member("rated_from_permille", exposure.ratedFrom_permille)
            }
            rules.list("places", places) { $0.write($1) }
            rules.list("behaviours", terms) { $0.write($1) }
            rules.list("merits", merits) { $0.write($1) }
            rules.key("consequences")
            rules.object {
                $0.optional("alarm_from", consequences.alarmFrom) { $0.string($1.rawValue) }
                $0.optional("attention_below_mp", consequences.attentionBelow_mp) { $0.integer($1) }
                $0.optional("commend_from_mp", consequences.commendFrom_mp) { $0.integer($1) }
            }
            rules.optional("alarms", alarms) { json, budget in
                json.object {
                    $0.member("most", Int64(budget.most))
                    $0.member("window_ms", budget.window_ms)
                }
            }
            rules.key("appeals")
            rules.object { $0.member("decide_within_ms", appeals.decideWithin_ms) }
        }
        return json.text
    }
}

extension JSONText {
    fileprivate mutating func list<Item>(_ name: String, _ items: [Item], _ write: (inout JSONText, Item) -> Void) {
        key(name)
        array { list in items.forEach { write(&list, $0) } }
    }

    fileprivate mutating func optional<Value>(
        _ name: String, _ value: Value?, _ write: (inout JSONText, Value) -> Void
    ) {
        key(name)
        if let value { write(&self, value) } else { null() }
    }

    /// Hours as pairs of minutes of the UTC day.
    private mutating func hours(_ name: String, _ hours: [DailyHours]) {
        list(name, hours) { json, span in
            json.array {
                $0.integer(Int64(span.fromMinute))
                $0.integer(Int64(span.toMinute))
            }
        }
    }

    fileprivate mutating func write(_ rule: PlaceRule) {
        object {
            $0.member("place", rule.selector.text)
            $0.member("criticality_percent", rule.criticality_percent)
            $0.hours("sensitive_hours", rule.sensitiveHours)
        }
    }

    fileprivate mutating func write(_ term: BehaviourTerm) {
        object {
            $0.member("id", term.id)
            $0.member("behaviour", term.behaviour.rawValue)
            $0.list("places", term.places) { $0.string($1.text) }
            $0.hours("hours", term.hours)
            $0.member("level", term.level.rawValue)
            $0.member("points_mp", term.points_mp)
            $0.member("half_life_ms", term.halfLife_ms)
            $0.optional("cap", term.cap) { $0.write($1) }
            $0.member("confidence_permille", term.minimumConfidence_permille)
            $0.optional("duration", term.duration) { $0.write($1, name: nil, unit: "ms") }
            $0.optional("measure", term.measure) { $0.write($1.steps, name: $1.name, unit: "thousandths") }
            $0.optional("repetition_ms", term.repetitionWindow_ms) { $0.integer($1) }
        }
    }

    private mutating func write(_ cap: Cap) {
        object {
            switch cap.limit {
            case .points_mp(let most): $0.member("points_mp", most)
            case .count(let most): $0.member("count", Int64(most))
            }
            $0.member("window_ms", cap.window_ms)
        }
    }

    private mutating func write(_ steps: Steps, name: String?, unit: String) {
        object {
            if let name { $0.member("name", name) }
            $0.member("from_" + unit, steps.from)
            $0.member("each_" + unit, steps.each)
        }
    }

    fileprivate mutating func write(_ merit: MeritTerm) {
        object {
            $0.member("id", merit.id)
            $0.member("merit", merit.merit.rawValue)
            $0.list("without", merit.without) { $0.string($1.rawValue) }
            $0.list("places", merit.places) { $0.string($1.text) }
            $0.member("points_mp", merit.points_mp)
            $0.member("window_ms", merit.window_ms)
            $0.member("observed_permille", merit.observed_permille)
            $0.member("half_life_ms", merit.halfLife_ms)
        }
    }
}
