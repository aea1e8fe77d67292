import Base
import Settings
import Logging
import Pipeline

/// The object finder of a daemon: the way to the process that runs it, and what all cameras together may ask.
struct DaemonObjects: Sendable {
    /// How long the start waits for the inference process, in milliseconds; both may have been started together.
    static let patience_ms = 3000

    let link: InferenceLink
    private let settings: SiteConfiguration.Objects
    private let budget: LookBudget

    /// Nothing is connected yet.
    init(_ settings: SiteConfiguration.Objects, log: Logger) {
        let path = settings.socket ?? InferencePaths.standardSocket
        self.settings = settings
        budget = LookBudget(perSecond: settings.looksPerSecond)
        link = InferenceLink(path: path, model: settings.model) { news in
            switch news {
            case .answers(let name): log.notice("inference answers: \(name)")
            case .lost(let words):
                log.warning(
                    "no inference at \(path): \(words); detection goes on by motion alone until \(settings.model) answers"
                )
            }
        }
    }

    /// Who looks for a camera: a finder of its own, under the budget of all.
    func looks(for camera: SiteConfiguration.Camera) -> ObjectLooks {
        camera.objects ? .finder(RemoteFinder(link), budget: budget) : .none
    }

    /// How it stands.
    var status: StatusDocument.Objects {
        .init(
            model: settings.model, socket: link.path, looks_per_second: settings.looksPerSecond, link: link)
    }
}
