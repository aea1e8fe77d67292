import Base
import Capture
import Detect
import Evaluate
import Foundation
import Pipeline

extension Evaluation {
    /// The foreground of motion detection compared with `groundtruth/gtNNNNNN.png`, where picture NNNNNN is counted from 1;
    /// nil when the recording has no such masks. A pass of its own, so that its cost is that of detection alone.
    func foreground(_ recording: Recording) throws(CaptureError) -> (score: ForegroundScore, cost: FrameCost)? {
        let masks = MaskFiles(recording.directory + "/groundtruth")
        guard !masks.isEmpty else { return nil }
        var source = try RecordedFrameSource(recording, scale: scale, method: decoder)
        let size = source.frameSize, full = source.pictureSize
        var detector = Detector(camera: recording.camera, site: Self.site, frameSize: size)
        var score = ForegroundScore(block: source.scale.rawValue)
        var cost = FrameCost(pictures: 0, decoding_ms: 0, detecting_ms: 0)
        var frame = Frame(), plane = [UInt8](repeating: 0, count: size.count)
        while !stop.isRequested {
            let before_ms = ProcessorClock.now_ms()
            let outcome = try source.next(into: &frame)
            let decoded_ms = ProcessorClock.now_ms()
            if outcome == .end { break }
            guard outcome == .frame else { continue }
            _ = detector.observe(frame)
            cost.pictures += 1
            cost.decoding_ms += decoded_ms - before_ms
            cost.detecting_ms += ProcessorClock.now_ms() - decoded_ms
            guard let mask = masks.mask(ofPicture: frame.sequence + 1) else { continue }
            guard mask.width == full.width, mask.height == full.height else {
                console.problem(
                    "wayside: warning: \(recording.directory): mask \(frame.sequence + 1) is \(mask.width)x\(mask.height), "
                        + "the picture \(full.width)x\(full.height); not compared")
                continue
            }
            detector.copyForeground(into: &plane, width: size.width)
            score.add(foreground: plane, width: size.width, mask: mask.labels, maskWidth: mask.width)
        }
        for number in masks.unread(upTo: cost.pictures) {
            console.problem("wayside: warning: \(recording.directory): mask \(number) is no readable PNG; not compared")
        }
        return (score, cost)
    }
}

/// The masks of a recording by the number of their picture.
private struct MaskFiles {
    private var files: [Int: String] = [:]

    init(_ directory: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in names where name.hasPrefix("gt") && name.hasSuffix(".png") {
            if let number = Int(name.dropFirst(2).dropLast(4)) { files[number] = directory + "/" + name }
        }
    }

    var isEmpty: Bool { files.isEmpty }

    func mask(ofPicture number: Int) -> MaskPicture? {
        files[number].flatMap { FileManager.default.contents(atPath: $0) }.flatMap { MaskPicture(png: [UInt8]($0)) }
    }

    /// Numbers of masks that exist and cannot be read.
    func unread(upTo last: Int) -> [Int] {
        files.keys.filter { $0 <= last && mask(ofPicture: $0) == nil }.sorted()
    }
}
