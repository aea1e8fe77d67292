package import Base
import Detect

/// Who answers a camera's detector when it asks what is in a part of the picture.
package enum ObjectLooks: Sendable {
    /// Nobody: detection by motion alone.
    case none
    /// An object finder; live cameras share a budget.
    case finder(any ObjectFinder, budget: LookBudget?)
    /// What was found when the recording was made or looked at before.
    case recorded(RecordedSightings)

    /// Whether anybody is there to look, now or later.
    package var isNone: Bool { if case .none = self { true } else { false } }

    /// What the ledger and the outputs call it; nil for nobody, and for a finder that is away at the moment.
    package var name: String? {
        switch self {
        case .none: nil
        case .finder(let finder, _): finder.isAvailable ? finder.name : nil
        case .recorded(let sightings): "\(sightings.finder) recorded"
        }
    }

    /// The detector of a run as the ledger and the outputs name it: Wayside's own version, and who looked besides, e.g.
    /// `wayside-motion/1 yolox-nano@1f2e3d4c openvino/2026.4.1`.
    package var detector: String { name.map { "\(Detector.version) \($0)" } ?? Detector.version }

    /// What is in a part of the source's last picture, in fractions of the whole picture; nil when nobody could look.
    /// - Parameters:
    ///   - sequence: number of that picture.
    ///   - seat: has no turn while the finder is waited for.
    func sightings<Source: FrameSource & ~Copyable>(
        in region: Box, of source: inout Source, sequence: Int, seat: inout TurnSeat, _ counters: PipelineCounters
    ) -> [ObjectSighting]? {
        switch self {
        case .none: return nil
        case .recorded(let recorded):
            guard let found = recorded.bySequence[sequence] else { return nil }
            counters.looked(.made)
            return found.filter { region.contains($0.box.centre) }
        case .finder(let finder, let budget):
            guard finder.isAvailable else {
                counters.looked(.unavailable)
                return nil
            }
            if let budget, !budget.take() {
                counters.looked(.overBudget)
                return nil
            }
            guard let part = source.picture(of: region, filling: finder.inputSize) else {
                counters.looked(.pictureless)
                return nil
            }
            seat.giveBack()
            defer { seat.take() }
            do throws(ObjectFinderFailure) {
                let found = try finder.find(in: part.picture)
                counters.looked(.made)
                return found.map { $0.moved(into: part.region) }
            } catch {
                counters.looked(error == .unavailable ? .unavailable : .failed)
                return nil
            }
        }
    }
}

extension ObjectSighting {
    /// The same sighting in fractions of the whole, when its box is in fractions of `region`.
    fileprivate func moved(into region: Box) -> ObjectSighting {
        var moved = self
        moved.box = Box(
            x: region.x + box.x * region.width, y: region.y + box.y * region.height,
            width: box.width * region.width, height: box.height * region.height)
        return moved
    }
}
