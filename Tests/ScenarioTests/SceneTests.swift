import Foundation
import Testing

/// How good detection is on the shipped scenes, rendered anew: the floors that no change may break.
///
/// A floor lies about one event below what was reached when it was last set. Raise it when detection gets better.
@Suite struct `Shipped scenes` {
    static let floors: [(name: String, f1: Double)] = [
        ("courtyard", 0.93), ("crowd", 0.88), ("depot", 0.88), ("foliage", 0.88), ("gate", 0.88), ("lane", 0.85),
        ("light", 0.77),
        ("night", 0.8), ("rain", 0.75), ("shadow", 0.86), ("shake", 0.77), ("tamper", 0.94),
    ]

    private static let folder = packageRoot + "/fixtures/scenes"

    @Test(arguments: floors)
    func `detection is no worse than it was`(name: String, floor: Double) throws {
        let (result, judged) = try Judged.run("\(Self.folder)/\(name).yaml", required: "f1=\(floor)")
        #expect(result.code == 0, "\(name): \(result.words)")
        #expect(judged.all.due >= 8, "\(name) says little")
        // Of a healthy camera it is never said that it was tampered with.
        let tampered = judged.behaviours.first { $0.behaviour == "camera-tampered" }
        #expect(tampered.map(\.wrong) == 0, "\(name)")
        if (tampered?.due ?? 0) > 0 { #expect(tampered?.missed == 0, "\(name)") }
    }

    @Test func `every shipped scene has its floor`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(Set(files) == Set(Self.floors.map { $0.name + ".yaml" }))
    }

    @Test func `the shipped recording holds the floor of its scene`() throws {
        let floor = try #require(Self.floors.first { $0.name == "courtyard" }).f1
        let (result, judged) = try Judged.run("\(packageRoot)/fixtures/courtyard", required: "f1=\(floor)")
        #expect(result.code == 0, "\(result.words)")
        #expect(judged.all.due >= 25)
    }
}
