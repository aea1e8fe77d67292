import Base
import Settings
import Score
import StrictYAML
import Testing

@Suite struct `What a policy must not say` {
    private static func head(title: String = "T", reason: String = "R") -> String {
        "policy: 1\nid: p\nversion: 1\ntitle: \(title)\nreason: \"\(reason)\"\n"
    }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try PolicyReader.read(text: text, file: "p")
            return []
        } catch { return error.list.map(\.description) }
    }

    @Test(arguments: RefusedPolicies.names + RefusedPolicies.prose)
    func `a word about persons is refused where it stands, with what it is about`(
        yaml: String, at: String, word: String, topic: String
    ) {
        let lines = problems(Self.head() + yaml + "\n")
        let wanted = "p:\(at): `\(word)` is about \(topic), and only places and events are scored; remove it"
        #expect(lines.contains { $0.hasPrefix(wanted) }, "\(wanted)\n\(lines)")
    }

    @Test(arguments: RefusedPolicies.places)
    func `a place that is singled out by what people do or believe there is refused`(
        yaml: String, at: String, word: String, topic: String
    ) {
        let lines = problems(Self.head() + yaml + "\n")
        let wanted = "p:\(at): `\(word)` singles a place out by \(topic); name the place by what it physically is"
        #expect(lines.contains { $0.hasPrefix(wanted) }, "\(wanted)\n\(lines)")
    }

    @Test(arguments: RefusedPolicies.sentences + RefusedPolicies.barring)
    func `a sentence that scores persons is refused`(prose: String, at: String, word: String) {
        let lines = problems(Self.head() + RefusedPolicies.fine + "# \(prose)\n")
        #expect(lines.contains { $0.hasPrefix("p:\(at): `\(word)`: this sentence scores persons") }, "\(lines)")
    }

    @Test func `title and reason are read as comments are, at the word, and through escapes`() {
        let title = problems(Self.head(title: "Against protest") + RefusedPolicies.fine)
        #expect(title.first?.hasPrefix("p:4:16: `protest` is about assembly") == true, "\(title)")
        let folded =
            "policy: 1\nid: p\nversion: 1\ntitle: T\nreason: >-\n  Ways stay free,\n  and the mosque is watched.\n"
            + RefusedPolicies.fine
        #expect(problems(folded).first?.hasPrefix("p:7:11: `mosque` is about worship") == true, "\(problems(folded))")
        let escaped = problems(Self.head(reason: "No \\u0070rayer") + RefusedPolicies.fine)
        #expect(escaped.first?.hasPrefix("p:5:9: `prayer` is about worship") == true, "\(escaped)")
    }

    @Test(arguments: RefusedPolicies.honest)
    func `an honest policy passes`(title: String, reason: String, rest: String) {
        #expect(problems(Self.head(title: title, reason: reason) + rest) == [])
    }

    @Test func `the corpus is as large as it is said to be`() {
        let refused =
            RefusedPolicies.names.count + RefusedPolicies.places.count + RefusedPolicies.prose.count
            + RefusedPolicies.sentences.count + RefusedPolicies.barring.count
        #expect(refused >= 98)
        #expect(RefusedPolicies.honest.count >= 31)
    }

    @Test func `no word of the closed lists is refused`() {
        let names = Behaviour.allCases.map(\.rawValue) + MeritKind.allCases.map(\.rawValue)
        for name in names + ["alarms", "appeals", "merits", "exposure"] {
            let lines = problems(Self.head() + "behaviours: [{behaviour: motion, level: low, id: \(name)}]\n")
            #expect(lines == [], "\(name)")
        }
    }
}
