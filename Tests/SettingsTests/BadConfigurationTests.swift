import Settings
import StrictYAML
import Testing

private let good = """
    wayside: 1
    site: {id: depot, name: Riverside depot}
    purpose: Keep the gate clear
    cameras:
      - id: bay
        source: v4l2:/dev/video0
        places:
          - {id: gate, line: [[0.1, 0.5], [0.9, 0.5]]}
          - {id: yard, zone: [[0, 0], [1, 0], [1, 1], [0, 1]]}
        rules:
          - {behaviour: motion}
    policy: policy.yaml
    """

/// One mistake: what is written instead of a part of the good file, and what must be said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let part: String
    let instead: String
    let position: String
    let words: String
    var testDescription: String { "\(part) -> \(instead)" }

    init(_ part: String, _ instead: String, _ position: String, _ words: String) {
        (self.part, self.instead, self.position, self.words) = (part, instead, position, words)
    }

    /// A rule instead of the only one, which stands at 11:9.
    static func rule(_ text: String, _ position: String, _ words: String) -> Mistake {
        Mistake("{behaviour: motion}", text, position, words)
    }

    /// A zone instead of the yard's, which stands at 9:26.
    static func zone(_ text: String, _ position: String, _ words: String) -> Mistake {
        Mistake("[[0, 0], [1, 0], [1, 1], [0, 1]]", text, position, words)
    }

    /// A section about object finders, which stands at 13:10.
    static func objects(_ text: String, _ position: String, _ words: String) -> Mistake {
        Mistake("policy: policy.yaml", "policy: p\nobjects: \(text)", position, words)
    }

    /// A further camera key, at 7:5.
    static func camera(_ text: String, _ position: String, _ words: String) -> Mistake {
        Mistake("    places:", "    \(text)\n    places:", position, words)
    }
}

private let fileMistakes: [Mistake] = [
    Mistake(
        "wayside: 1", "wayside: 2", "1:10", "format version 2 of `wayside` is not known; this program reads version 1"),
    Mistake("wayside: 1", "wayside: one", "1:10", "`wayside` must be a whole number, not \"one\""),
    Mistake("wayside: 1\n", "", "1:1", "the configuration has no `wayside`; add `wayside: 1`"),
    Mistake("purpose:", "porpose:", "3:1", "unknown key `porpose` in the configuration; did you mean \"purpose\"?"),
    Mistake("purpose:", "porpose:", "1:1", "the configuration has no `purpose`"),
    Mistake("purpose: Keep the gate clear", "purpose:", "3:9", "`purpose` must be text, not nothing"),
    Mistake("purpose: Keep the gate clear", "purpose: [a]", "3:10", "`purpose` must be text, not a list"),
    Mistake(
        "site: {id: depot, name: Riverside depot}", "site: depot", "2:7", "`site` must be a mapping, not \"depot\""),
    Mistake("{id: depot,", "{id: Depot 1,", "2:12", "`id` must be an id of at most 64 characters, not \"Depot 1\""),
    Mistake("name:", "nmae:", "2:19", "unknown key `nmae` in site; did you mean \"name\"?"),
    Mistake("policy: policy.yaml", "policy: p\nstorage: {pictures: maybe}", "13:21", "`pictures` must be on or off"),
    Mistake(
        "policy: policy.yaml", "policy: p\nstorage: {keep_events: 90}", "13:24",
        "a length of time, not \"90\"; write a number and its unit"),
    Mistake("policy: policy.yaml", "policy: p\nstorage: {keep_events: 1h}", "13:24", "out of range; use 1d to 3660d"),
    Mistake("policy: policy.yaml", "policy: p\nserve: {address: localhost}", "13:18", "must be a host and a port"),
    Mistake("policy: policy.yaml", "policy: p\nserve: {address: \"::1:80\"}", "13:18", "has no brackets"),
    .objects("{}", "13:10", "objects has no `model`; add `model: yolox-nano`"),
    .objects("yolox-nano", "13:10", "`objects` must be a mapping, not \"yolox-nano\""),
    .objects("{model: YOLOX nano}", "13:18", "`model` must be an id of at most 64 characters"),
    .objects("{modell: m}", "13:11", "unknown key `modell` in objects; did you mean \"model\"?"),
    .objects("{model: m, looks_per_second: 0}", "13:39", "`looks_per_second` is 0, which is out of range; use 0.1"),
    .objects("{model: m, looks_per_second: many}", "13:39", "`looks_per_second` must be a number"),
    .objects("{model: m, socket: [a]}", "13:29", "`socket` must be text"),
    .objects(
        "{model: m, socket: /\(String(repeating: "d", count: 107))}", "13:29",
        "the path of `socket` has 108 bytes, at most 107 are possible"),
    Mistake("policy: policy.yaml", "policy: p\npolicy: q", "12:1", "the key `policy` stands more than once"),
    Mistake("v4l2:", "v4l:", "6:13", "\"v4l\" is not a kind of source; did you mean \"v4l2:\"?"),
    Mistake("v4l2:/dev/video0", "simulate:s.yaml?seed=-1", "6:13", "\"?seed=-1\" is not a seed"),
    Mistake("v4l2:/dev/video0", "\"fixture:\"", "6:13", "has no path"),
    Mistake("v4l2:/dev/video0", "/dev/video0", "6:13", "does not say what kind of source it is; use v4l2:PATH"),
    Mistake("    source: v4l2:/dev/video0\n", "", "5:5", "camera has no `source`; add `source: v4l2:/dev/video0`"),
]

private let cameraMistakes: [Mistake] = [
    .camera("zones: []", "7:5", "unknown key `zones` in camera; use id, purpose, uses, source"),
    .camera("colour: red", "7:5", "unknown key `colour` in camera; use id, purpose, uses, source"),
    .camera("smallest_object: 0", "7:22", "`smallest_object` is 0, which is out of range; use more than 0, at most 1"),
    .camera("uses: safety", "7:11", "`uses` must be a list"),
    .camera("uses: []", "7:11", "`uses` has 0 items; give at least 1"),
    .camera("uses: [safety, surveys]", "7:20", "`use` cannot be \"surveys\"; use safety, maintenance, appeal, audit"),
    .camera("uses: [audit, audit]", "7:19", "`audit` stands twice; remove one"),
    .camera("objects: maybe", "7:14", "`objects` must be on or off"),
    .camera("objects: on", "7:5", "`objects` is on, but nothing says which model looks"),
    .camera("format: {width: 1280}", "7:13", "only one of `width` and `height`"),
    .camera("format: {pixels: mpeg}", "7:22", "`pixels` cannot be \"mpeg\"; did you mean \"mjpeg\"?"),
    .camera("masks: [[0, 0, 1, 1]]", "7:14", "`mask corner` must be a list, not \"0\""),
    .camera("masks: [[[0, 0], [0.5, 0.5], [1, 1]]]", "7:14", "`mask` has no area"),
    .camera(
        "calibration: {ground: [[0.1, 0.9], [0.9, 0.9], [0.7, 0.3]], size: [6, 20]}", "7:27",
        "`ground` has 3 items; give 4"),
    .camera(
        "calibration: {ground: [[0.3, 0.3], [0.7, 0.3], [0.9, 0.9], [0.1, 0.9]], size: [6, 20]}", "7:27", "not in order"
    ),
    .camera(
        "calibration: {ground: [[0.1, 0.9], [0.9, 0.9], [0.501, 0.6], [0.1, 0.301]], size: [6, 20]}", "7:27",
        "almost on one line"),
    .camera(
        "calibration: {ground: [[0.1, 0.9], [0.9, 0.9], [0.7, 0.3], [0.3, 0.3]], size: [6]}", "7:83",
        "`size` has 1 items; give 2"),
    .camera(
        "calibration: {ground: [[0.1, 0.9], [0.9, 0.9], [0.7, 0.3], [0.3, 0.3]]}", "7:18", "calibration has no `size`"),
    Mistake("- id: bay\n    source", "- source", "5:5", "camera has no `id`; add `id: bay`"),
    Mistake("{id: gate, line: [[0.1, 0.5], [0.9, 0.5]]}", "{id: gate}", "8:9", "neither `zone` nor `line`"),
    Mistake("[[0.1, 0.5], [0.9, 0.5]]", "[[0.1, 0.5], [0.1, 0.5]]", "8:26", "`line` has no length"),
    Mistake("[[0.1, 0.5], [0.9, 0.5]]", "[[0.1, 0.5]]", "8:26", "`line` has 1 items; give 2"),
    Mistake("{id: gate, line", "{id: gate, zone: [[0,0],[1,0],[1,1]], line", "8:47", "a zone or a line, not both"),
    Mistake("id: gate", "id: yard", "9:14", "the place `yard` stands twice"),
    Mistake("id: gate", "id: bay", "8:14", "has the id of its camera"),
    .zone("[[0, 0], [1, 0]]", "9:26", "`zone` has 2 items; give at least 3"),
    .zone("[[0, 0], [1.5, 0], [1, 1]]", "9:36", "is 1.5, which is out of range; use 0 to 1"),
    .zone("[[0, 0], [1, 0], [1, x]]", "9:47", "must be a number, not \"x\""),
    .zone("[[0, 0], [1, 0], [1]]", "9:43", "has 1 items; give 2"),
    .zone("[[0, 0], [0.5, 0], [1, 0]]", "9:27", "`zone` has no area"),
    .zone("[[0, 0], [1, 1], [1, 0], [0, 1]]", "9:43", "edges that cross or touch each other"),
    .zone("[[0, 0], [1, 0], [1, 1], [0, 0]]", "9:51", "ends at its first corner; leave the last corner out"),
    .zone("[[0, 0], [0, 0], [1, 0], [1, 1]]", "9:35", "the same corner twice in a row"),
    .zone("[[0, 0], [1, 0], [1, 1], [0.5, 0]]", "9:43", "edges that cross or touch"),
]

private let ruleMistakes: [Mistake] = [
    .rule(
        "{behaviour: line-crosed, place: gate}", "11:21", "cannot be \"line-crosed\"; did you mean \"line-crossed\"?"),
    .rule("{place: gate}", "11:9", "rule has no `behaviour`"),
    .rule("motion", "11:9", "`rule` must be a mapping, not \"motion\""),
    .rule("{behaviour: line-crossed}", "11:9", "rule has no `place`; add `place: gate`"),
    .rule(
        "{behaviour: line-crossed, place: gates}", "11:42",
        "there is no place `gates` at this camera; did you mean \"gate\"?"),
    .rule("{behaviour: line-crossed, place: yard}", "11:42", "line-crossed needs a line, but `yard` is a zone"),
    .rule("{behaviour: loitering, place: gate, after: 5s}", "11:39", "loitering needs a zone, but `gate` is a line"),
    .rule("{behaviour: loitering, place: yard}", "11:9", "rule has no `after`; add `after: 20s`"),
    .rule(
        "{behaviour: loitering, place: yard, after: 20}", "11:52",
        "must be a length of time, not \"20\"; write a number and its unit"),
    .rule("{behaviour: loitering, place: yard, after: -5s}", "11:52", "must be a length of time"),
    .rule(
        "{behaviour: zone-entered, place: yard, after: 5s}", "11:48", "`after` does not go with zone-entered; remove it"
    ),
    .rule("{behaviour: camera-tampered, place: yard}", "11:38", "`place` does not go with camera-tampered"),
    .rule(
        "{behaviour: overcrowding, place: yard, more_than: many}", "11:59",
        "`more_than` must be a whole number, not \"many\""),
    .rule(
        "{behaviour: overcrowding, place: yard, more_than: 2.5}", "11:59",
        "`more_than` must be a whole number, not \"2.5\""),
    .rule(
        "{behaviour: overcrowding, place: yard, more_then: 4}", "11:48",
        "unknown key `more_then` in rule; did you mean \"more_than\"?"),
    .rule(
        "{behaviour: wrong-way, place: yard, allowed: 400}", "11:54",
        "`allowed` is 400, which is out of range; use 0 to 360"),
    .rule(
        "{behaviour: wrong-way, place: yard, allowed: \"90\"}", "11:54", "must be a number, not the quoted text \"90\""),
    .rule(
        "{behaviour: line-crossed, place: gate, direction: up}", "11:59",
        "`direction` cannot be \"up\"; use left, right or any"),
    .rule("{behaviour: motion, classes: [face]}", "11:39", "the class \"face\" tells who someone is"),
    .rule("{behaviour: motion, classes: [plate]}", "11:39", "the class \"plate\" tells who someone is"),
    .rule("{behaviour: motion, classes: [persons]}", "11:39", "cannot be \"persons\"; did you mean \"person\"?"),
    .rule("{behaviour: motion, classes: [person, person]}", "11:47", "the class \"person\" stands twice"),
    .rule("{behaviour: motion, classes: person}", "11:38", "`classes` must be a list, not \"person\""),
    .rule("{behaviour: motion, confidence: 1.5}", "11:41", "out of range; use 0 to 1"),
    .rule(
        "{behaviour: motion, hours: [\"22:00\"]}", "11:37",
        "`hours` must be daily windows, not the quoted text \"22:00\""),
    .rule("{behaviour: motion, hours: [\"08:00-08:00\"]}", "11:37", "begins and ends at one time"),
    .rule("{behaviour: motion, hours: [\"25:00-26:00\"]}", "11:37", "`hours` must be daily windows"),
    .rule("{behaviour: speeding, place: yard, over: 5}", "11:9", "speeding needs a calibrated camera"),
    .rule(
        "{behaviour: motion}\n      - {behaviour: motion}", "12:9",
        "two rules have the id `motion`; give this one another `id`"),
]

@Suite struct `Bad configuration` {
    @Test func `the file that the mistakes are put into is good`() throws {
        let site = try SiteConfigurationReader.read(text: good, file: "w.yaml")
        #expect(site.cameras.count == 1)
    }

    @Test(arguments: fileMistakes + cameraMistakes + ruleMistakes)
    func `each mistake is told with its place and mend`(mistake: Mistake) throws {
        let text = good.replacing(mistake.part, with: mistake.instead)
        try #require(text != good, "the part is in the file")
        let error = try #require(throws: Diagnostics.self) {
            _ = try SiteConfigurationReader.read(text: text, file: "w.yaml")
        }
        let lines = error.list.map(\.description)
        let wanted = "w.yaml:\(mistake.position): "
        #expect(lines.contains { $0.hasPrefix(wanted) && $0.contains(mistake.words) }, "\(error)")
        #expect(error.list.allSatisfy { !$0.mend.isEmpty && !$0.message.contains("\n") }, "\(error)")
    }

    @Test func `all mistakes of a file are told at once in order of position`() throws {
        let text = good.replacing("purpose:", with: "porpose:").replacing("v4l2:", with: "usb:")
            .replacing("{behaviour: motion}", with: "{behaviour: loitering, place: gatte, hours: [x]}")
        let error = try #require(throws: Diagnostics.self) {
            _ = try SiteConfigurationReader.read(text: text, file: "w.yaml")
        }
        #expect(
            error.list.map { "\($0.line):\($0.column)" } == ["1:1", "3:1", "6:13", "11:9", "11:39", "11:54"], "\(error)"
        )
    }

    @Test func `a rule about a place whose shape is refused is not refused too`() throws {
        let text = good.replacing("[[0.1, 0.5], [0.9, 0.5]]", with: "[[0.1, 0.5]]")
            .replacing("{behaviour: motion}", with: "{behaviour: line-crossed, place: gate}")
        let error = try #require(throws: Diagnostics.self) {
            _ = try SiteConfigurationReader.read(text: text, file: "w.yaml")
        }
        #expect(error.list.count == 1)
    }
}
