import Base
import Settings
import StrictYAML
import Testing

@Suite struct `Recorded sightings` {
    static let sightings = RecordedSightings(
        finder: "tiny@12345678 openvino/1",
        bySequence: [
            3: [],
            5: [
                ObjectSighting(
                    box: Box(x: 0.1, y: 0.2, width: 0.25, height: 0.5), objectClass: .person, score: 0.75),
                ObjectSighting(
                    box: Box(x: 0.5, y: 0.2, width: 0.125, height: 0.5), objectClass: .vehicle, score: 0.5),
            ],
        ])

    @Test func `what is written reads back equal, looks that found nothing included`() throws {
        let text = SightingsFile.text(Self.sightings)
        #expect(try SightingsFile.parse(text, file: "objects.csv") == Self.sightings)
    }

    @Test(arguments: [
        "x,look", "3", "3,look,1", "3,face,0.5,0,0,0.1,0.1", "3,person,0.5,0,0,0.1", "3,person,1.5,0,0,0.1,0.1",
        "3,person,nan,0,0,0.1,0.1", "-1,look",
    ])
    func `a bad line is told with its number`(line: String) {
        #expect {
            try SightingsFile.parse("# tiny\n1,look\n\(line)\n", file: "objects.csv")
        } throws: { error in
            guard let diagnostics = error as? Diagnostics, let first = diagnostics.list.first else { return false }
            return first.line == 3 && first.file == "objects.csv"
        }
    }
}
