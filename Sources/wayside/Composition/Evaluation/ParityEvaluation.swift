import ArgumentParser
import Base
import Capture
import Evaluate
import Pipeline
import Simulate
import StrictYAML

/// Walkers rendered group by group, and how many of each are found. It is motion that is asked: an object finder learns
/// from photographs, and says nothing about drawn figures.
struct ParityEvaluation {
    let stop: StopRequest
    let console: Console

    /// Grey levels between clothes and ground, metres and metres a second that groups are made of.
    private static let contrasts_luma = [6.0, 10, 15, 22, 32, 45, 64]
    private static let heights_m = [1.2, 1.4, 1.6, 1.8, 2.0]
    private static let speeds_mps = [0.6, 1.0, 1.5, 2.2, 3.2]
    /// Where it does not vary: clothes that are easily seen, and an ordinary walker.
    private static let usual = (contrast_luma: 45.0, height_m: 1.7, speed_mps: 1.3)
    /// Walkers of one rendered scene; other scenes of a group have other seeds, and so other ground and other ways.
    private static let perScene = 40

    /// Renders walkers group by group and counts who is found. The same number gives the same figures.
    /// - Parameter walkers: in each group.
    /// - Throws: `ExitCode.interrupted` when it is stopped: groups of too few would be shown as groups.
    func report(_ walkers: Int) throws -> ParityReport {
        var groups = Self.groups
        for index in groups.indices {
            let group = groups[index]
            var left = walkers, seed: UInt64 = 9000
            while left > 0 {
                let part = try walked(group, walkers: min(left, Self.perScene), seed: seed)
                groups[index].tally.add(part.tally)
                groups[index].ground_luma = part.ground_luma
                (left, seed) = (left - Self.perScene, seed + 1)
                if stop.isRequested { throw ExitCode.interrupted }
            }
            console.progress("parity \(index + 1)/\(groups.count)")
        }
        console.endProgress()
        return ParityReport(groups)
    }

    private static var groups: [ParityGroup] {
        var groups: [ParityGroup] = []
        for light in ParityScene.Light.allCases.map(\.rawValue) {
            for contrast in contrasts_luma {
                for clothing in ParityGroup.Clothing.allCases {
                    groups.append(
                        ParityGroup(
                            axis: .clothing, light: light, clothing: clothing, contrast_luma: contrast,
                            height_m: usual.height_m, speed_mps: usual.speed_mps))
                }
            }
            for height in heights_m {
                groups.append(
                    ParityGroup(
                        axis: .height, light: light, clothing: .darker, contrast_luma: usual.contrast_luma,
                        height_m: height, speed_mps: usual.speed_mps))
            }
            for speed in speeds_mps {
                groups.append(
                    ParityGroup(
                        axis: .speed, light: light, clothing: .darker, contrast_luma: usual.contrast_luma,
                        height_m: usual.height_m, speed_mps: speed))
            }
        }
        return groups
    }

    private func walked(
        _ group: ParityGroup, walkers: Int, seed: UInt64
    ) throws -> (tally: Tally, ground_luma: Double) {
        guard let light = ParityScene.Light(rawValue: group.light) else {
            preconditionFailure("groups are made of the scene's lights")
        }
        let made = ParityScene(
            .init(
                contrast_luma: group.clothing == .darker ? -group.contrast_luma : group.contrast_luma,
                height_m: group.height_m, speed_mps: group.speed_mps),
            count: walkers, light: light, seed: seed)
        let truth = try Failure.mapping(.bug) { () throws(Diagnostics) in
            try TruthReader.read(text: SceneTruth(made.scene, camera: made.camera).yaml(), file: "parity")
        }
        var stage = CaptureDetectStage(
            source: SceneFrameSource(made.scene), camera: made.camera, site: Evaluation.site)
        var events: [ObservedEvent] = []
        do throws(CaptureError) {
            try stage.run(counters: PipelineCounters(), stop: stop) { sighting in
                if case .event(let event) = sighting.observation { events.append(event) }
                return true
            }
        } catch { throw Failure(error) }
        let result = EventMatcher.judge(
            events, truth: truth, rules: made.camera.rules, name: "parity", start: made.scene.start,
            duration_s: made.scene.duration_s)
        return (EvaluationReport([result]).all, made.ground_luma)
    }
}
