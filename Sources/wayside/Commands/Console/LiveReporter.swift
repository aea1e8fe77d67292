import Base
import Capture
import Detect
import Pipeline
import Score

/// Says what happens while a source is watched: a live view on a terminal, lines elsewhere, JSON for machines.
struct LiveReporter {
    /// How it is said.
    enum Form {
        case view(LiveScreen)
        case lines
        case json
    }

    private let input: LiveInput
    private let console: Console
    private let form: Form
    private let news: CameraNews
    /// What is said when the source has been opened, so that one that cannot be opened is one line.
    private var opening: String?
    /// Where the places stand now.
    private let standings: (Timestamp) throws -> [LiveSnapshot.Place]
    private var meter = LiveMeter()
    private var snapshot: LiveSnapshot
    private var lostSince_s: Double?
    private var ticks = 0
    /// What went wrong while something was said; the run is then asked to stop.
    private(set) var problem: (any Error)?

    init(
        _ input: LiveInput, news: CameraNews, console: Console, form: Form, opening: String,
        standings: @escaping (Timestamp) throws -> [LiveSnapshot.Place]
    ) {
        (self.input, self.news, self.console, self.form) = (input, news, console, form)
        (self.opening, self.standings) = (opening, standings)
        let plan = input.plan
        snapshot = LiveSnapshot(source: "\(plan.site)/\(plan.camera.id)", place: plan.place)
    }

    /// The form for this console: a view where it can be drawn, unless something else was asked for.
    static func form(_ console: Console, json: Bool, plain: Bool) -> Form {
        if json { return .json }
        return plain || !console.isDrawable ? .lines : .view(LiveScreen(console.style) { try console.text($0) })
    }

    /// Where committed events go.
    func sink() -> any EventSink {
        let camera = input.plan.camera, console = console
        switch form {
        case .json: return LineSink.json(detector: input.looks.detector, write: console.data)
        case .lines: return LineSink(line: EventLine(console.style, camera: camera).text, write: console.data)
        case .view(let screen):
            let line = EventLine(console.style, camera: camera) { LiveScreen.terminalSize().columns }
            return LineSink(line: line.text, write: screen.scroll)
        }
    }

    /// Ten times a second: tells what is new; false when that failed and the run should stop.
    mutating func tick(_ progress: LiveProgress) -> Bool {
        do {
            if news.journal.granted != nil || progress.frames.received > 0 { sayOpening() }
            try tellNews()
            if case .view(let screen) = form {
                take(progress)
                // Standings cost a question to the ledger, so they are asked for once a second.
                if ticks % 10 == 0, let last = progress.frames.last { snapshot.places = try standings(last) }
                if ticks % 2 == 0 { try screen.show { LiveView.lines(snapshot, height: $0) } }
            }
            ticks += 1
        } catch { problem = problem ?? error }
        return problem == nil
    }

    private mutating func sayOpening() {
        if let opening, case .lines = form { console.words(opening) }
        opening = nil
    }

    /// Takes the view away.
    func close() throws { if case .view(let screen) = form { try screen.close() } }

    private mutating func take(_ progress: LiveProgress) {
        let granted = news.journal.granted
        (snapshot.elapsed_s, snapshot.events) = (progress.elapsed_s, progress.events)
        snapshot.pace = meter.pace(progress, granted: granted?.rate)
        snapshot.counts = LiveCounts(progress.frames, returns: news.journal.reopened)
        snapshot.recording = input.recorder.map { "\($0.directory): \($0.status.words)" }
        let condition = news.journal.condition
        lostSince_s = condition.reason == nil ? nil : lostSince_s ?? progress.elapsed_s
        switch condition {
        case .lost(let reason):
            snapshot.state = .lost(reason, since_s: progress.elapsed_s - (lostSince_s ?? progress.elapsed_s))
        case .streaming: snapshot.state = .streaming(granted?.words ?? "")
        // The source of a recording has no journal; it streams as soon as something came.
        case .opening: snapshot.state = progress.frames.received > 0 ? .streaming("") : .opening
        }
    }

    /// Tells what is new about the camera. Not after a camera could not be opened: that is told as the error it is.
    func tellNews() throws {
        let items = news.take()
        if case .lines = form { return LiveWords.tell(items, of: input.plan.place, console) }
        for item in items where item.weight < .debug {
            let words = "\(input.plan.place): \(item.words)"
            switch form {
            case .lines: break
            case .json: try console.data(LiveJSON.news(item))
            case .view(let screen):
                let time = String(item.time.rfc3339.dropFirst(11).dropLast())
                let ink: Style.Ink = item.weight <= .warning ? .attention : .soft
                try screen.scroll("\(time)  \(console.style.paint(ControlCharacters.writtenOut(words), ink))")
            }
        }
    }
}
