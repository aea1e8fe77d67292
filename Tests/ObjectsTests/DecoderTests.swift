import Base
import Objects
import Testing

@Suite struct `Outputs of models` {
    private func box(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Box? {
        Box(x: a, y: b, width: c - a, height: d - b)
    }

    private let yolox = YOLOXDecoder(
        input: PixelSize(width: 64, height: 32), classes: [.person, nil, .vehicle], leastScore: 0.3)

    /// 32 cells of 8 pixels, 8 of 16, 2 of 32.
    private func yoloxOutput(_ cells: [Int: [Float]]) -> [Float] {
        (0..<42).flatMap { cells[$0] ?? [0, 0, 0, 0, 0, 0, 0, 0] }
    }

    @Test func `a cell of each grid gives its box, its class and its score`() throws {
        let values = yoloxOutput([
            9: [0.5, 0.5, 0, 0, 0.8, 0.5, 0, 0.1],  // second row and column of the first grid
            33: [0, 1, 0, 0, 1, 0, 0, 0.9],  // second column of the second grid
            41: [0.25, 0.25, 0, 0, 1, 1, 0, 0],  // last cell of the third grid
        ])
        let found = try yolox.sightings(values.span, shape: OutputShape(dims: [1, 42, 8]), place: box)
        #expect(found.map(\.objectClass) == [.person, .vehicle, .person])
        #expect(found.map(\.box) == [box(8, 8, 16, 16), box(8, 8, 24, 24), box(24, -8, 56, 24)])
        #expect(abs(found[0].score - 0.4) < 1e-6 && abs(found[1].score - 0.9) < 1e-6 && found[2].score == 1)
    }

    @Test func `weak cells, classes that are not looked at and numbers that are none give nothing`() throws {
        let values = yoloxOutput([
            0: [0, 0, 0, 0, 0.5, 0.5, 0, 0], 1: [0, 0, 0, 0, 1, 0.8, 0.9, 0], 2: [0, 0, 0, 0, .nan, 1, 1, 1],
            3: [0, 0, 0, 0, 1, .nan, .nan, .nan],
        ])
        #expect(try yolox.sightings(values.span, shape: OutputShape(dims: [1, 42, 8]), place: box).isEmpty)
    }

    @Test func `an output with other classes than the card's is refused`() throws {
        let values = [Float](repeating: 0, count: 42 * 9)
        #expect(throws: LayoutMismatch.self) {
            try yolox.sightings(values.span, shape: OutputShape(dims: [1, 42, 9]), place: box)
        }
    }

    private let ssd = SSDDecoder(
        input: PixelSize(width: 100, height: 50), classes: [nil, .person, .object], leastScore: 0.3)

    @Test func `rows are read up to the first without a picture`() throws {
        let values: [Float] =
            [0, 1, 0.9, 0.1, 0.2, 0.3, 0.4] + [0, 2, 0.2, 0, 0, 1, 1] + [0, 0, 0.9, 0, 0, 1, 1]
            + [-1, 1, 0.9, 0, 0, 1, 1] + [0, 1, 0.9, 0, 0, 1, 1]
        let found = try ssd.sightings(values.span, shape: OutputShape(dims: [1, 1, 5, 7]), place: box)
        #expect(found.count == 1 && found[0].objectClass == .person)
        #expect(abs(found[0].box.x - 10) < 1e-4 && abs(found[0].box.maxY - 20) < 1e-4)
    }

    @Test(arguments: [3, -1, 1.5, Float.infinity, .nan])
    func `a class that the card does not have is refused`(number: Float) {
        let values: [Float] = [0, number, 0.9, 0, 0, 1, 1]
        #expect(throws: LayoutMismatch.self) {
            try ssd.sightings(values.span, shape: OutputShape(dims: [1, 1, 1, 7]), place: box)
        }
    }

    @Test func `a vector that could describe a person is no output`() {
        let values = [Float](repeating: 0, count: 256)
        for dims in [[1, 256], [1, 256, 1, 1], [1, 1, 256]] {
            #expect(throws: LayoutMismatch.self) {
                try ssd.sightings(values.span, shape: OutputShape(dims: dims), place: box)
            }
        }
    }

    private func sighting(_ x: Double, _ score: Double, _ objectClass: ObjectClass = .person) -> ObjectSighting {
        ObjectSighting(box: Box(x: x, y: 0, width: 0.2, height: 0.2), objectClass: objectClass, score: score)
    }

    @Test func `of boxes of one class that overlap the best is left, best first`() {
        let given = [sighting(0, 0.5), sighting(0.02, 0.9), sighting(0.5, 0.95), sighting(0.02, 0.4, .object)]
        let best = Suppression.best(given, mostOverlap: 0.45)
        #expect(best == [given[2], given[1], given[3]])
        #expect(Suppression.best(given, mostOverlap: 1).count == 4)
    }

    @Test func `equally good ones keep their order, and no picture gives more than the most`() {
        let equal = (0..<400).map { sighting(Double($0), 0.5) }
        #expect(Suppression.best(equal, mostOverlap: 0.45) == Array(equal.prefix(Suppression.most)))
    }
}
