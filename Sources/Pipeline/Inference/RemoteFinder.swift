package import Base
import Synchronization

/// An object finder in the inference process, for one camera: a connection of its own, so that no camera waits for another
/// one's answer, and the process can serve them in turn.
///
/// A look takes `patience_ms` of the link at most, and nothing at all while the process is away.
package final class RemoteFinder: ObjectFinder {
    private let link: InferenceLink
    // Not to make callers wait: it is used by one camera's thread, and a second one at the same time is turned away.
    private let line = Mutex<InferenceLine?>(nil)

    /// - Parameter link: shared by the finders of all cameras.
    package init(_ link: InferenceLink) { self.link = link }

    package var isAvailable: Bool { link.isAnswering }
    /// Of the last greeting; nothing is looked at before the first.
    package var inputSize: PixelSize { link.hello?.inputSize ?? PixelSize(width: 1, height: 1) }
    package var name: String { link.hello?.name ?? "no finder" }

    package func find(in picture: RGBPicture) throws(ObjectFinderFailure) -> [ObjectSighting] {
        guard let hello = link.hello, link.isAnswering else { throw .unavailable }
        guard let header = InferenceLook.header(picture.size) else {
            throw .failed("a picture of \(picture.size.width)x\(picture.size.height) pixels cannot be sent")
        }
        let answer = line.withLockIfAvailable { line in ask(&line, picture, header, hello) }
        switch answer {
        case .found(let sightings)?: return sightings
        case .failed(let words)?: throw .failed(words)
        default: throw .unavailable
        }
    }

    /// The answer to one look; nil when there was none, which the link is told.
    private func ask(
        _ line: inout InferenceLine?, _ picture: RGBPicture, _ header: [UInt8], _ hello: InferenceHello
    ) -> InferenceMessage? {
        let until_ns = monotonicClock_ns() + link.patience_ns
        do throws(InferenceFault) {
            if line?.isOver ?? true { line = try InferenceLine(path: link.path, until_ns: until_ns) }
            guard let open = line.take() else { return nil }
            guard open.hello == hello else { throw .other(open.hello.name) }
            let answer = try open.look(at: picture, header: header, until_ns: until_ns)
            line = consume open
            link.answered()
            return answer
        } catch {
            // Taken out of its place before, so the line is closed: a late answer must not be taken for the next one's.
            link.missed(error)
            return nil
        }
    }
}
